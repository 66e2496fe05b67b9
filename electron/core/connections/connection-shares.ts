import { createSharedIdentity, type SharedIdentity } from '../auth/shared-identity.ts';
import { identityId } from '../connection/connection-ids.ts';
import { createLedgerShelf, type LedgerShelf } from '../ledger/ledger-shelf.ts';
import type { Log } from '../ports.ts';
import { createMemoryStore } from '../storage/memory-store.ts';
import type { SealedStore } from '../storage/sealed-store.ts';
import type { ConnectionChoice } from '../workplace.ts';

/** What a workplace shares with the previous and the next one. */
export interface Shared {
  store: SealedStore;
  identity: SharedIdentity;
  ledgers: LedgerShelf;
}

type Kept = Pick<Shared, 'store' | 'ledgers'>;

/**
 * One in-memory store for the simulator, one store for all other connections, each with its ledgers, and the state that
 * sessions of one identity share. Each is created when first needed.
 * @param secrets the secret store of the operating system's user
 * @param ledgerRoot the folder of the ledgers on the disk, if there is one
 */
export function createShares(
  secrets: () => SealedStore,
  ledgerRoot: string | undefined,
  log: Log,
): (choice: Pick<ConnectionChoice, 'connection' | 'simulated'>) => Shared {
  const identities = new Map<string, SharedIdentity>();
  let simulated: Kept | undefined;
  let real: Kept | undefined;

  const keptWith = (store: SealedStore, root?: string): Kept => ({
    store,
    ledgers: createLedgerShelf(root, store, log),
  });

  function keptOf(isSimulated: boolean): Kept {
    if (isSimulated) {
      simulated ??= keptWith(createMemoryStore('simulated'));
      return simulated;
    }
    real ??= keptWith(secrets(), ledgerRoot);
    return real;
  }

  return (choice) => {
    const id = identityId(choice.connection);
    const identity = identities.get(id) ?? createSharedIdentity();
    identities.set(id, identity);
    return { ...keptOf(choice.simulated), identity };
  };
}
