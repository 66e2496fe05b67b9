import type { SealedStore } from '../storage/sealed-store.ts';
import type { Person } from './claims.ts';

/** Somebody who has signed in on this connection; `accountId` is MSAL's homeAccountId. */
export interface SignedInAccount {
  accountId: string;
  person: Person;
  /** Somebody's token was pasted: known in this run only, and nothing of it is on disk. */
  pasted?: true;
}

export interface AccountsParts {
  store: SealedStore;
  /** Of the current account in the store. */
  entry: string;
  /** Takes everything of one account from disk. */
  erase: (accountId: string) => Promise<void>;
}

/** Who has signed in on one connection, and who of them is the current one. Memory changes at once, disk follows. */
export interface Accounts {
  /** In the order in which they signed in. */
  all(): readonly SignedInAccount[];
  current(): SignedInAccount | undefined;
  find(accountId: string): SignedInAccount | undefined;
  /** Takes up everybody whose tokens the last run left on disk. Somebody who was quick to sign in goes before. */
  restore(stored: readonly SignedInAccount[]): Promise<void>;
  /** Adds an account, or what is now known of it. */
  keep(account: SignedInAccount): void;
  /** Makes an account the current one, at the next start too; undefined means nobody. */
  choose(account: SignedInAccount | undefined): Promise<void>;
  /** Removes one account, its tokens on disk too. If it was the current one, nobody is. */
  remove(accountId: string): Promise<void>;
}

export function createAccounts({ store, entry, erase }: AccountsParts): Accounts {
  let known: readonly SignedInAccount[] = [];
  let current: SignedInAccount | undefined;

  const find = (accountId: string) => known.find((account) => sameAccount(account.accountId, accountId));

  return {
    all: () => known,
    current: () => current,
    find,

    async restore(stored) {
      if (stored.length === 0) return;
      const last = await store.read(entry);
      known = [...stored.filter(({ accountId }) => !find(accountId)), ...known];
      // One whose sign-in has ended meanwhile is not replaced by somebody else unasked.
      current ??= last === undefined ? known[0] : find(last);
    },

    keep(account) {
      if (current && sameAccount(current.accountId, account.accountId)) current = account;
      known = find(account.accountId)
        ? known.map((other) => (sameAccount(other.accountId, account.accountId) ? account : other))
        : [...known, account];
    },

    async choose(account) {
      current = account;
      if (account?.pasted) return;
      if (account) await store.write(entry, account.accountId);
      else await store.remove(entry);
    },

    async remove(accountId) {
      const pasted = find(accountId)?.pasted;
      known = known.filter((other) => !sameAccount(other.accountId, accountId));
      if (current && sameAccount(current.accountId, accountId)) current = undefined;
      if (!pasted) await erase(accountId);
    },
  };
}

/** By the whole id, whose letter case MSAL does not keep everywhere. */
export function sameAccount(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
