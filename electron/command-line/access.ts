import { abortable } from '../core/abortable.ts';
import { sameAccount } from '../core/auth/accounts.ts';
import { AppError, toAppError } from '../core/errors.ts';
import { createQueue } from '../core/queue.ts';
import type { Context } from './context.ts';
import { type Access, type IssuedToken, isFresh, issued } from './issued-token.ts';
import type { ChosenConnection } from './known-connections.ts';
import type { IdentityOptions } from './options.ts';
import { nobodySignedIn, openStoredAccounts, type StoredAccount, selectAccount } from './stored-accounts.ts';
import { keptTechnicalAccess, technicalAccess } from './technical-access.ts';

/** What `--technical-account` or `--account` mean, else the current account. Throws as `token` does, and `usage`. */
export async function openAccess(
  context: Context,
  chosen: ChosenConnection,
  options: IdentityOptions,
): Promise<Access> {
  const username = options['technical-account'];
  if (username !== undefined && options.account !== undefined)
    throw new AppError('usage', '--technical-account and --account exclude each other.');
  if (username === undefined) return storedAccess(context, chosen, options);
  return technicalAccess(context, chosen, username, options);
}

/** Whoever is signed in already. */
async function storedAccess(
  context: Context,
  chosen: ChosenConnection,
  options: IdentityOptions,
): Promise<Access> {
  const stored = openStoredAccounts(context.home(), chosen, context);
  const account = selectAccount(await stored.all(), options.account);
  if (account.kind === 'technical') {
    return keptTechnicalAccess(context, chosen, account.id, options);
  }
  return {
    token: (rejected) =>
      freshToken(account, rejected, context) ?? renewPerson(context, chosen, account.id, rejected),
  };
}

/** The stored token while there is no need for another one. No lock, no network, no MSAL. */
function freshToken(
  account: StoredAccount,
  rejected: string | undefined,
  { clock }: Context,
): Promise<IssuedToken> | undefined {
  const { token } = account;
  if (!token || token.accessToken === rejected || !isFresh(token, clock.now())) return undefined;
  return Promise.resolve(issued(token, account.person, account.id, 'cache'));
}

/** One process refreshes, the others wait for it and take what it has written (R27). */
async function renewPerson(
  context: Context,
  chosen: ChosenConnection,
  accountId: string,
  rejected: string | undefined,
): Promise<IssuedToken> {
  const home = context.home();
  const locked = home.lock(chosen.identityId, context.signal);
  const stored = openStoredAccounts(home, chosen, context);
  return abortable(
    locked(async () => {
      const account = (await stored.all()).find(({ id }) => sameAccount(id, accountId));
      if (!account) throw nobodySignedIn();
      const fresh = freshToken(account, rejected, context);
      if (fresh) return fresh;
      try {
        const client = await (await clientsOf(context, chosen, createQueue())).online();
        const grant = await client.silent(account.id, true);
        home.assertKept();
        return issued(grant, grant.person, grant.accountId, 'refresh');
      } catch (error) {
        const failure = toAppError(error);
        // MSAL leaves a refused refresh token on disk (R20).
        if (failure.code === 'sign-in-needed') await stored.remove(account);
        const { token } = account;
        const isUsable = token && token.accessToken !== rejected && token.expiresAt > context.clock.now();
        if (failure.code === 'sign-in-needed' || !isUsable) throw failure;
        return issued(token, account.person, account.id, 'cache');
      }
    }),
    context.signal,
  );
}

/** MSAL's clients of a connection, loaded now. `queue` must keep other processes out while a client writes. */
export async function clientsOf(
  { home, http, clock, log }: Context,
  chosen: ChosenConnection,
  queue: ReturnType<typeof createQueue>,
) {
  const { createClientSource } = await import('../core/auth/msal/client-source.ts');
  const { store } = home();
  const { cache } = openStoredAccounts(home(), chosen, { clock, log });
  return createClientSource({ connection: chosen.connection, store, cache, queue, http, clock, log });
}
