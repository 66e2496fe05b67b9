import type { SealedStore } from './sealed-store.ts';

/** An in-memory store: for simulated connections and if nothing may be stored. */
export function createMemoryStore(reason: 'simulated' | 'no-keyring'): SealedStore {
  const entries = new Map<string, string>();
  return {
    has: (...names) => names.some((name) => entries.has(name)),
    read: async (name) => entries.get(name),
    write: async (name, text) => void entries.set(name, text),
    remove: async (name) => void entries.delete(name),
    async removeAll(prefix) {
      for (const name of [...entries.keys()]) if (name.startsWith(prefix)) entries.delete(name);
    },
    notUnderstood: () => undefined,
    discard: async (name) => void entries.delete(name),
    removeDiscarded: async () => undefined,
    renewKey: async () => undefined,
    persistence: () => ({ kind: 'memory', reason }),
  };
}
