import { createSharedIdentity, type SharedIdentity } from '../auth/shared-identity.ts';
import { identityId } from '../connection/connection-file.ts';
import { createMemoryStore, type SealedStore } from '../storage/sealed-store.ts';
import type { ConnectionChoice } from '../workplace.ts';

/** What a workplace shares with the ones before and after it. */
export interface Shared {
  store: SealedStore;
  identity: SharedIdentity;
}

/**
 * One store for the simulated service, which forgets everything with the run, and one for all the others; what sessions of
 * one identity have in common. Made when it is first needed.
 * @param secrets the store of this computer's person
 */
export function createShares(secrets: () => SealedStore): (choice: ConnectionChoice) => Shared {
  const identities = new Map<string, SharedIdentity>();
  let simulated: SealedStore | undefined;

  function storeOf(choice: ConnectionChoice): SealedStore {
    if (choice.simulated) {
      simulated ??= createMemoryStore('simulated');
      return simulated;
    }
    return secrets();
  }

  return (choice) => {
    const id = identityId(choice.connection);
    const identity = identities.get(id) ?? createSharedIdentity();
    identities.set(id, identity);
    return { store: storeOf(choice), identity };
  };
}
