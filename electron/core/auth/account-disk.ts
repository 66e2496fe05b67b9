import type { SealedStore } from '../storage/sealed-store.ts';
import type { AccountsParts } from './accounts.ts';
import type { ClientSource } from './client-source.ts';
import type { SharedIdentity } from './shared-identity.ts';
import type { TokenCache } from './token-cache.ts';

export interface AccountDiskParts {
  store: SealedStore;
  /** Of the token cache in the store. */
  entry: string;
  cache: TokenCache;
  clients: ClientSource;
  identity: SharedIdentity;
}

/** The accounts on disk, among the sessions of one identity, one of which may be renewing a token just now. */
export function createAccountDisk(parts: AccountDiskParts): Pick<AccountsParts, 'stored' | 'erase'> {
  const { store, entry, cache, clients } = parts;
  const { queue, leaving } = parts.identity;
  return {
    async stored() {
      if ((await store.read(entry)) === undefined) return [];
      const found = await (await clients.offline()).accounts();
      return found.filter(({ accountId }) => !leaving.has(accountId.toLowerCase()));
    },
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
