import type { AccountsParts, KnownAccount } from './accounts.ts';
import { cachedAccounts } from './cached-token.ts';
import type { SharedIdentity } from './shared-identity.ts';
import type { Sections, TokenCache } from './token-cache.ts';

/** The accounts on disk, among the sessions of one identity, one of which may be renewing a token just now. */
export interface AccountDisk extends Pick<AccountsParts, 'erase'> {
  /** Everybody whose tokens are there, but for those who are on their way out. */
  accountsIn(sections: Sections): KnownAccount[];
}

export function createAccountDisk(cache: TokenCache, { queue, leaving }: SharedIdentity): AccountDisk {
  return {
    accountsIn: (sections) =>
      cachedAccounts(sections).filter(({ accountId }) => !leaving.has(accountId.toLowerCase())),
    async erase(accountId) {
      leaving.add(accountId.toLowerCase());
      try {
        // At once, because a renewal may hold the queue up, and the app may be quit meanwhile.
        await cache.eraseAccount(accountId);
        // And in its turn, because that renewal writes back what it knows.
        await queue(() => cache.removeAccount(accountId));
      } finally {
        leaving.delete(accountId.toLowerCase());
      }
    },
  };
}
