import { hash } from 'node:crypto';
import { z } from 'zod';
import { jsonIn } from '../json.ts';
import type { SealedStore } from '../storage/sealed-store.ts';
import type { ProxyChallenge, ProxyCredentials } from './proxy-door.ts';

const prefix = 'proxy.';
const Credentials = z.object({ user: z.string(), password: z.string() });

/**
 * Proxy credentials in the secret store, one entry per proxy and realm. No method throws.
 * @param store is called when a proxy asks for credentials, not before (R24)
 */
export function createKeptCredentials(store: () => SealedStore) {
  return {
    async read(challenge: ProxyChallenge): Promise<ProxyCredentials | undefined> {
      // What another version wrote may not be understood: then the user is asked.
      return Credentials.safeParse(jsonIn(await store().read(entryOf(challenge)))).data;
    },
    keep: (challenge: ProxyChallenge, credentials: ProxyCredentials) =>
      store().write(entryOf(challenge), JSON.stringify(credentials)),
    remove: (challenge: ProxyChallenge) => store().remove(entryOf(challenge)),
    async removeAll() {
      await store().removeAll(prefix);
      await store().removeDiscarded();
    },
  };
}

/** A realm is any text that the proxy chooses, so the entry's name contains only its hash. */
function entryOf({ address, realm }: ProxyChallenge): string {
  return prefix + hash('sha256', JSON.stringify([address, realm]));
}
