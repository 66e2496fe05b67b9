import { abortable } from '../core/abortable.ts';
import type { CachedToken } from '../core/auth/msal/cached-token.ts';
import {
  refreshTechnicalToken,
  requestTechnicalToken,
  type TechnicalGrant,
} from '../core/auth/technical-account.ts';
import { AppError } from '../core/errors.ts';
import { createQueue } from '../core/queue.ts';
import type { Context } from './context.ts';
import { type Access, type IssuedToken, isFresh, issued, type TokenSource } from './issued-token.ts';
import { type ChosenConnection, keepConnection } from './known-connections.ts';
import type { IdentityOptions } from './options.ts';
import { hasPassword, readPassword } from './password.ts';
import { openStoredAccounts, type StoredAccounts, type TechnicalEntry } from './stored-accounts.ts';

/** Asks the provider with the password, and keeps nothing on disk (R21). */
export function technicalAccess(
  context: Context,
  { connection }: ChosenConnection,
  username: string,
  options: IdentityOptions,
): Access {
  const password = onePassword(context, options);
  const inTurn = createQueue();
  let held: CachedToken | undefined;
  let token: IssuedToken | undefined;

  async function ask(): Promise<IssuedToken> {
    const grant = await requestTechnicalToken(
      connection,
      { username, password: await password() },
      partsOf(context),
    );
    held = { ...grant, issuedAt: context.clock.now() };
    token = issued(grant, grant.person, grant.person.id, 'technical-account');
    return token;
  }
  return {
    token: (rejected) =>
      inTurn(async () => {
        const isGood = held && held.accessToken !== rejected && isFresh(held, context.clock.now());
        return isGood && token ? token : ask();
      }),
  };
}

/** Standard input can be read once, and a watch needs the password more than once. */
function onePassword({ env, signal }: Context, options: IdentityOptions): () => Promise<string> {
  let read: Promise<string> | undefined;
  return () => {
    read ??= readPassword(options, env, signal);
    return read;
  };
}

/** A token of the technical account, whose grant is kept from now on. Whether it can be kept is checked before the provider is asked. */
export async function storedTechnicalToken(
  context: Context,
  chosen: ChosenConnection,
  username: string,
  options: IdentityOptions,
): Promise<IssuedToken> {
  await context.home().assertUsable();
  const token = await keptTechnicalAccess(context, chosen, username, options).token();
  await keepConnection(context.home(), chosen);
  return token;
}

/**
 * The technical account whose grant is kept: its token while that is good, else the next one by its refresh token, else
 * by the password if there is one at hand. There may be nothing kept yet.
 */
export function keptTechnicalAccess(
  context: Context,
  chosen: ChosenConnection,
  username: string,
  options: IdentityOptions,
): Access {
  const home = context.home();
  const stored = openStoredAccounts(home, chosen, context);
  const readOnce = onePassword(context, options);
  return {
    async token(rejected) {
      const kept = await stored.technical(username);
      home.assertKept();
      const fresh = freshToken(kept, rejected, context);
      if (fresh) return fresh;
      // Before the lock: whoever types it may take a while.
      const password = hasPassword(options, context.env) ? await readOnce() : undefined;
      const locked = home.lock(chosen.identityId, context.signal);
      const renewed = locked(() => renew(context, chosen, stored, { username, password, rejected }));
      return abortable(renewed, context.signal);
    },
  };
}

function freshToken(
  kept: TechnicalEntry | undefined,
  rejected: string | undefined,
  { clock }: Context,
): IssuedToken | undefined {
  if (!kept || kept.token.accessToken === rejected || !isFresh(kept.token, clock.now())) return undefined;
  return issued(kept.token, kept.person, kept.person.id, 'cache');
}

interface Wanted {
  username: string;
  password: string | undefined;
  rejected: string | undefined;
}

async function renew(
  context: Context,
  chosen: ChosenConnection,
  stored: StoredAccounts,
  { username, password, rejected }: Wanted,
): Promise<IssuedToken> {
  const kept = await stored.technical(username);
  // Another process may have been faster.
  const fresh = freshToken(kept, rejected, context);
  if (fresh) return fresh;
  const keep = async (grant: TechnicalGrant, source: TokenSource) => {
    await stored.keepTechnical(entryOf(grant, username, context));
    context.home().assertKept();
    return issued(grant, grant.person, grant.person.id, source);
  };
  if (kept?.refreshToken !== undefined) {
    try {
      const grant = await refreshed(context, chosen, kept.refreshToken);
      if (grant) return await keep(grant, 'refresh');
    } catch (error) {
      const { token, person } = kept;
      if (token.accessToken === rejected || token.expiresAt <= context.clock.now()) throw error;
      return issued(token, person, person.id, 'cache');
    }
    await stored.keepTechnical({ ...kept, refreshToken: undefined });
  }
  if (password === undefined) {
    throw new AppError('sign-in-needed', `The technical account ${username} needs its password.`, {
      hint: 'Set MAX_DESK_PASSWORD, or use --password-stdin or --password-fd N.',
    });
  }
  const asked = await requestTechnicalToken(
    chosen.connection,
    { username, password },
    { ...partsOf(context), offline: true },
  );
  return keep(asked, 'technical-account');
}

/** Undefined when the provider does not accept the refresh token any more. Throws what else goes wrong. */
async function refreshed(
  context: Context,
  { connection }: ChosenConnection,
  refreshToken: string,
): Promise<TechnicalGrant | undefined> {
  try {
    return await refreshTechnicalToken(connection, refreshToken, partsOf(context));
  } catch (error) {
    if (error instanceof AppError && error.code === 'sign-in-refused') return undefined;
    throw error;
  }
}

function entryOf(grant: TechnicalGrant, username: string, { clock }: Context): TechnicalEntry {
  const { accessToken, expiresAt, scopes, person, refreshToken } = grant;
  return { username, person, refreshToken, token: { accessToken, expiresAt, scopes, issuedAt: clock.now() } };
}

function partsOf({ plainHttp: http, clock, signal }: Context) {
  return { http, clock, signal };
}
