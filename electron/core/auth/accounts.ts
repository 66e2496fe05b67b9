import type { Person } from './claims.ts';
import type { StoredAccounts } from './stored-accounts.ts';

/** A signed-in account; `accountId` is MSAL's homeAccountId, or `pasted:…`. */
export interface SignedInAccount {
  accountId: string;
  person: Person;
  /** Signed in with a pasted token: kept for this run only, never on disk. */
  pasted?: true;
}

interface AccountsParts {
  stored: Pick<StoredAccounts, 'chosen' | 'choose'>;
  /** Removes one account's tokens from disk. */
  removeTokens: (accountId: string) => Promise<void>;
}

export type Accounts = ReturnType<typeof createAccounts>;

/** The accounts of one connection, and which one is current. Memory changes at once, disk follows. */
export function createAccounts({ stored: disk, removeTokens }: AccountsParts) {
  let known: readonly SignedInAccount[] = [];
  let current: SignedInAccount | undefined;

  const find = (accountId: string) => known.find((account) => sameAccount(account.accountId, accountId));

  return {
    /** In sign-in order. */
    all: () => known,
    current: () => current,
    find,

    /** Adds the accounts that the last run left on disk. One that signed in meanwhile takes precedence. */
    async restore(stored: readonly SignedInAccount[]): Promise<void> {
      if (stored.length === 0) return;
      const last = await disk.chosen();
      known = [...stored.filter(({ accountId }) => !find(accountId)), ...known];
      // If the last current account is gone, no other account takes its place unasked.
      current ??= last === undefined ? known[0] : find(last);
    },

    /** Adds or updates an account. */
    keep(account: SignedInAccount): void {
      if (current && sameAccount(current.accountId, account.accountId)) current = account;
      known = find(account.accountId)
        ? known.map((other) => (sameAccount(other.accountId, account.accountId) ? account : other))
        : [...known, account];
    },

    /** Sets the current account, also for the next start; undefined for none. */
    async choose(account: SignedInAccount | undefined): Promise<void> {
      current = account;
      if (!account?.pasted) await disk.choose(account?.accountId);
    },

    /** Removes an account and its tokens on disk. If it was current, no account is. */
    async remove(accountId: string): Promise<void> {
      const pasted = find(accountId)?.pasted;
      known = known.filter((other) => !sameAccount(other.accountId, accountId));
      if (current && sameAccount(current.accountId, accountId)) current = undefined;
      if (!pasted) await removeTokens(accountId);
    },
  };
}

/** Compares whole ids without case, which MSAL does not preserve everywhere. */
export function sameAccount(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
