import type { Connection } from '../connection/connection-file.ts';
import { AppError } from '../errors.ts';
import type { Http } from '../ports.ts';
import { createSharedTokens, type IssuedToken, type SharedPorts, type Tokens } from './shared-tokens.ts';
import type { TechnicalEntry, TechnicalShelf } from './stored-accounts.ts';
import { refreshTechnicalToken, requestTechnicalToken, type TechnicalGrant } from './technical-account.ts';

export interface TechnicalTokensParts extends SharedPorts {
  connection: Connection;
  username: string;
  /** Undefined if there is none, so that the stored grant has to do. */
  password: () => Promise<string | undefined>;
  shelf: TechnicalShelf;
  http: Http;
  signal: AbortSignal;
}

/** A shelf for this run only: nothing is stored on disk (R21). */
export function createMemoryShelf(): TechnicalShelf {
  let held: TechnicalEntry | undefined;
  return {
    read: async () => held,
    async write(entry) {
      held = entry;
    },
    lasting: false,
  };
}

/**
 * The tokens of a technical account: the kept one while it is fresh, else by the refresh token, else by the password.
 * Throws as `requestTechnicalToken` does, and `sign-in-needed` without a password.
 */
export function createTechnicalTokens(parts: TechnicalTokensParts): Tokens {
  const { connection, username, password, shelf, clock } = parts;

  let refused: AppError | undefined;

  /** What was refused is not sent again by itself: each try with a wrong password may lock the account, or keep it locked. */
  async function onceOnly<T>(ask: () => Promise<T>): Promise<T> {
    if (refused) throw refused;
    try {
      return await ask();
    } catch (error) {
      if (error instanceof AppError && error.code === 'sign-in-refused') refused = error;
      throw error;
    }
  }

  async function keep(grant: TechnicalGrant, source: IssuedToken['source']): Promise<IssuedToken> {
    const { accessToken, expiresAt, scopes, person, refreshToken } = grant;
    const token = { accessToken, expiresAt, scopes, issuedAt: clock.now() };
    await shelf.write({ username, person, refreshToken, token });
    return { ...grant, source };
  }

  return createSharedTokens(
    {
      async read() {
        const kept = await shelf.read();
        return kept && { ...kept.token, accountId: kept.person.id, person: kept.person };
      },
      prepare: password,
      async renew() {
        const refreshToken = (await shelf.read())?.refreshToken;
        if (refreshToken === undefined) throw needsPassword(username);
        const grant = await onceOnly(() =>
          refreshTechnicalToken(connection, refreshToken, parts).catch(asEnded),
        );
        return keep(grant, 'refresh');
      },
      async ended() {
        const kept = await shelf.read();
        if (kept?.refreshToken !== undefined) await shelf.write({ ...kept, refreshToken: undefined });
        const given = await password();
        if (given === undefined) throw needsPassword(username);
        const account = { username, password: given };
        const grant = await onceOnly(() =>
          requestTechnicalToken(connection, account, { ...parts, offline: shelf.lasting }),
        );
        return keep(grant, 'technical-account');
      },
    },
    parts,
  );
}

/**
 * A refused refresh token is no wrong password: another sign-in is needed. A locked account is another matter, because
 * the password would be refused too.
 */
function asEnded(error: unknown): never {
  if (!(error instanceof AppError && error.code === 'sign-in-refused')) throw error;
  const { refusal = 'grant-ended' } = error.details;
  if (refusal !== 'grant-ended') throw error;
  throw new AppError('sign-in-needed', error.message, { cause: error, details: error.details });
}

function needsPassword(username: string): AppError {
  return new AppError('sign-in-needed', `The technical account ${username} needs its password.`, {
    hint: 'Set MAX_DESK_PASSWORD, or use --password-stdin or --password-fd N.',
  });
}
