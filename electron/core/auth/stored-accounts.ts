import type { Connection } from '../connection/connection-file.ts';
import { identityEntries } from '../connection/stored-entries.ts';
import type { Clock, Log } from '../ports.ts';
import type { SealedStore } from '../storage/sealed-store.ts';
import { type SignedInAccount, sameAccount } from './accounts.ts';
import type { Person } from './claims.ts';
import { type CachedToken, cachedAccounts, cachedToken } from './msal/cached-token.ts';
import { createTokenCache } from './msal/token-cache.ts';

/** An account on disk; `kind` decides how its next token is requested. A technical account's id is its user name. */
export interface StoredAccount extends SignedInAccount {
  kind: 'person' | 'technical';
  /** The last token, even if it has expired. */
  token: CachedToken | undefined;
}

/** The stored grant of a technical account. Never contains the password. */
export interface TechnicalEntry {
  username: string;
  person: Person;
  token: CachedToken;
  refreshToken: string | undefined;
}

/** Where the grant of one technical account is kept. */
export interface TechnicalShelf {
  read(): Promise<TechnicalEntry | undefined>;
  write(entry: TechnicalEntry): Promise<void>;
  /** Outlives the process, so that a refresh token is of use. */
  lasting: boolean;
}

interface StoredAccountsParts {
  connection: Connection;
  /** Of the connection; given, because hashing it takes longer than printing a stored token. */
  identityId: string;
  store: SealedStore;
  clock: Clock;
  log: Log;
}

export type StoredAccounts = ReturnType<typeof createStoredAccounts>;

/** The accounts of one identity on disk. Touches nothing before it is used; reading needs no lock, network or MSAL. */
export function createStoredAccounts(parts: StoredAccountsParts) {
  const { connection, store, clock, log } = parts;
  const entries = identityEntries(parts.identityId);
  const cache = createTokenCache(store, entries.tokens, log);

  /** In the order of their sign-in. */
  async function people(): Promise<StoredAccount[]> {
    const sections = (await cache.sections()) ?? {};
    return cachedAccounts(sections, connection.identity.employeeClaim).map((account) => {
      const token = cachedToken(sections, account.accountId, connection, clock);
      return { ...account, kind: 'person', token };
    });
  }

  async function technicals(): Promise<TechnicalEntry[]> {
    const text = (await store.read(entries.technical)) ?? '[]';
    try {
      // Encrypted with our own key, so nobody else can have written it.
      return JSON.parse(text) as TechnicalEntry[];
    } catch {
      await store.discard(entries.technical);
      return [];
    }
  }
  async function writeTechnicals(username: string, entry?: TechnicalEntry): Promise<void> {
    const others = (await technicals()).filter((each) => !sameAccount(each.username, username));
    const list = entry ? [...others, entry] : others;
    if (list.length === 0) await store.remove(entries.technical);
    else await store.write(entries.technical, JSON.stringify(list));
  }

  /** People first, then technical accounts, which only the command line has. */
  async function all(): Promise<StoredAccount[]> {
    const found = await people();
    for (const { username, person, token } of await technicals())
      found.push({ accountId: username, kind: 'technical', person, token });
    return found;
  }

  return {
    cache,
    people,
    all,
    technical: (username: string): TechnicalShelf => ({
      read: async () => (await technicals()).find((each) => sameAccount(each.username, username)),
      write: (entry) => writeTechnicals(username, entry),
      lasting: true,
    }),
    /** The id of the account that was chosen last, which may be gone; undefined if none was. */
    chosen: () => store.read(entries.currentAccount),
    /** Chooses an account for the next start, or none. */
    choose: (accountId: string | undefined) =>
      accountId === undefined
        ? store.remove(entries.currentAccount)
        : store.write(entries.currentAccount, accountId),
    /** Removes everything that belongs to one account; while nobody else changes the tokens of this identity. */
    async remove({ accountId, kind }: Pick<StoredAccount, 'accountId' | 'kind'>): Promise<void> {
      if (kind === 'person') await cache.removeAccount(accountId);
      else await writeTechnicals(accountId);
      const left = await all();
      const last = await store.read(entries.currentAccount);
      // No other account takes the place of the current one unasked.
      if (left.length === 0 || (last !== undefined && sameAccount(last, accountId)))
        await store.remove(entries.currentAccount);
      if (left.length === 0) await store.remove(entries.metadata);
    },
    /** Whether somebody has signed out: the next sign-in must ask for the account, for the browser still knows it. */
    hasSignedOut: async () => (await store.read(entries.signedOut)) !== undefined,
    /**
     * Also removes the quarantined copies of damaged entries, which may belong to any account, and renews the key: a copy
     * of an entry from before, put back, signs nobody in (R28).
     */
    async noteSignOut(): Promise<void> {
      await store.removeDiscarded();
      await store.write(entries.signedOut, 'yes');
      await store.renewKey();
    },
    noteSignIn: () => store.remove(entries.signedOut),
  };
}
