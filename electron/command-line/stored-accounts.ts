import { sameAccount } from '../core/auth/accounts.ts';
import type { Person } from '../core/auth/claims.ts';
import { type CachedToken, cachedAccounts, cachedToken } from '../core/auth/msal/cached-token.ts';
import { createTokenCache, parseTokenCache, type TokenCache } from '../core/auth/msal/token-cache.ts';
import { AppError } from '../core/errors.ts';
import type { Clock, Log } from '../core/ports.ts';
import type { Home } from './home.ts';
import type { ChosenConnection } from './known-connections.ts';

/** Somebody whose sign-in is kept; `kind` says how the next token is come by. */
export interface StoredAccount {
  id: string;
  kind: 'person' | 'technical';
  person: Person;
  /** The last token, however old. */
  token: CachedToken | undefined;
  current: boolean;
}

/** A technical account's grant as it is kept. Never the password. */
export interface TechnicalEntry {
  username: string;
  person: Person;
  token: CachedToken;
  refreshToken: string | undefined;
}

/** The sign-ins of one connection on disk. Reading needs neither a lock nor the network nor MSAL. */
export interface StoredAccounts {
  cache: TokenCache;
  /** In the order in which they signed in, people first. Throws `storage`, `storage-locked`. */
  all(): Promise<StoredAccount[]>;
  technical(username: string): Promise<TechnicalEntry | undefined>;
  keepTechnical(entry: TechnicalEntry): Promise<void>;
  /** Makes an account the one that is meant when none is named. */
  choose(id: string): Promise<void>;
  /** Removes everything of one account. */
  remove(account: StoredAccount): Promise<void>;
}

/** The entries of a connection in the store of `home`. */
export function accountEntries(identityId: string) {
  return {
    tokens: `tokens.${identityId}`,
    technical: `technical.${identityId}`,
    current: `current-account.${identityId}`,
    metadata: `metadata.${identityId}`,
  };
}

/** Kept in the open, so that the next sign-in asks who it is: the browser may still be signed in. */
export function signedOutEntry(identityId: string): string {
  return `signed-out.${identityId}`;
}

export function openStoredAccounts(
  home: Home,
  { connection, identityId }: ChosenConnection,
  { clock, log }: { clock: Clock; log: Log },
): StoredAccounts {
  const { store } = home;
  const entries = accountEntries(identityId);
  const cache = createTokenCache(store, entries.tokens, log);

  async function people(): Promise<Omit<StoredAccount, 'current'>[]> {
    const sections = parseTokenCache((await store.read(entries.tokens)) ?? '');
    if (!sections) return [];
    return cachedAccounts(sections).map(({ accountId, person }) => {
      const token = cachedToken(sections, accountId, connection, clock);
      return { id: accountId, kind: 'person', person, token };
    });
  }

  async function technicals(): Promise<TechnicalEntry[]> {
    try {
      // Sealed with a key of ours: nobody else has written it.
      return JSON.parse((await store.read(entries.technical)) ?? '[]') as TechnicalEntry[];
    } catch {
      await store.discard(entries.technical);
      return [];
    }
  }
  async function writeTechnicals(list: readonly TechnicalEntry[]): Promise<void> {
    if (list.length === 0) await store.remove(entries.technical);
    else await store.write(entries.technical, JSON.stringify(list));
  }

  async function all(): Promise<StoredAccount[]> {
    const technical = (await technicals()).map(({ username, person, token }) => ({
      id: username,
      kind: 'technical' as const,
      person,
      token,
    }));
    const found = [...(await people()), ...technical];
    const last = found.length < 2 ? found[0]?.id : await store.read(entries.current);
    home.assertKept();
    return found.map((each) => ({ ...each, current: last !== undefined && sameAccount(each.id, last) }));
  }

  return {
    cache,
    all,
    technical: async (username) => (await technicals()).find((each) => sameAccount(each.username, username)),
    async keepTechnical(entry) {
      const others = (await technicals()).filter((each) => !sameAccount(each.username, entry.username));
      await writeTechnicals([...others, entry]);
    },
    choose: (id) => store.write(entries.current, id),
    async remove({ id, kind }) {
      if (kind === 'person') await cache.removeAccount(id);
      else await writeTechnicals((await technicals()).filter((each) => !sameAccount(each.username, id)));
      const left = await all();
      if (!left.some((each) => each.current)) await store.remove(entries.current);
      if (left.length === 0) await store.remove(entries.metadata);
    },
  };
}

/**
 * The account that is meant: the one named by its id, e-mail address or user name, else the current one. Throws
 * `sign-in-needed`, or `usage` when there are several and none is current.
 */
export function selectAccount(accounts: readonly StoredAccount[], wanted: string | undefined): StoredAccount {
  const names = accounts.map(({ id, person }) => person.email ?? id).join(', ');
  if (wanted !== undefined) {
    const isMeant = ({ id, person }: StoredAccount) =>
      [id, person.id, person.email ?? ''].some((each) => sameAccount(each, wanted));
    const found = accounts.filter(isMeant);
    if (found[0] && found.length === 1) return found[0];
    if (found.length > 1)
      throw new AppError('usage', `Several accounts are meant by "${wanted}".`, {
        hint: `Name one by its id: ${found.map(({ id }) => id).join(', ')}.`,
      });
    throw new AppError('sign-in-needed', `"${wanted}" is not signed in.`, {
      hint:
        names === '' ? 'Run "max-desk login".' : `Signed in: ${names}. Run "max-desk login" for another one.`,
    });
  }
  const current = accounts.find((each) => each.current);
  if (current) return current;
  if (accounts.length === 0) throw nobodySignedIn();
  throw new AppError('usage', 'Several accounts are signed in.', {
    hint: `Use --account with one of ${names}.`,
  });
}

export function nobodySignedIn(): AppError {
  return new AppError('sign-in-needed', 'Nobody is signed in.', {
    hint: 'Run "max-desk login", or use --technical-account USER.',
  });
}
