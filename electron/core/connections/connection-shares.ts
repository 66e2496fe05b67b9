import { createSharedIdentity, type SharedIdentity } from '../auth/shared-identity.ts';
import { identityId } from '../connection/connection-file.ts';
import { createMemoryStore } from '../storage/memory-store.ts';
import type { SealedStore } from '../storage/sealed-store.ts';
import type { ConnectionChoice } from '../workplace.ts';

/** What a workplace shares with the previous and the next one. */
export interface Shared {
  store: SealedStore;
  identity: SharedIdentity;
}

/**
 * One in-memory store for the simulator, one store for all other connections, and the state that sessions of one
 * identity share. Each is created when first needed.
 * @param secrets the secret store of the operating system's user
 */
export function createShares(secrets: () => SealedStore): (choice: ConnectionChoice) => Shared {
  const identities = new Map<string, SharedIdentity>();
  let simulated: SealedStore | undefined;

  function storeOf(choice: ConnectionChoice): SealedStore {
    if (!choice.simulated) return secrets();
    simulated ??= createMemoryStore('simulated');
    return simulated;
  }

  return (choice) => {
    const id = identityId(choice.connection);
    const identity = identities.get(id) ?? createSharedIdentity();
    identities.set(id, identity);
    return { store: storeOf(choice), identity };
  };
}
