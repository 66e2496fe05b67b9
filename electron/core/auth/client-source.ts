import { type Connection, identityId, OpenIdConfiguration } from '../connection/connection-file.ts';
import type { Clock, Http, Log } from '../ports.ts';
import type { Queue } from '../queue.ts';
import type { SealedStore } from '../storage/sealed-store.ts';
import { checkMetadata, discover } from './metadata.ts';
import type { MsalClient } from './msal-client.ts';
import type { TokenCache } from './token-cache.ts';

/** Gives out the one MSAL client of a connection, made when it is first needed. */
export interface ClientSource {
  /** With the provider's metadata: the last good one from disk, so that this works offline, else asked for now. */
  online(): Promise<MsalClient>;
  /** Knows the accounts and never asks the network. */
  offline(): Promise<MsalClient>;
}

export interface ClientSourceParts {
  connection: Connection;
  store: SealedStore;
  cache: TokenCache;
  queue: Queue;
  http: Http;
  clock: Clock;
  log: Log;
}

/**
 * A new process with a valid token but no metadata fails offline in MSAL; with the last good metadata it serves the
 * token with no request at all. So it is kept beside the tokens, and looked at again in the background once per start.
 */
export function createClientSource(parts: ClientSourceParts): ClientSource {
  const { connection, store, http, log } = parts;
  const entry = `metadata.${identityId(connection)}`;
  let online: Promise<MsalClient> | undefined;

  async function create(metadata: OpenIdConfiguration | undefined): Promise<MsalClient> {
    const { createMsalClient } = await import('./msal-client.ts');
    return createMsalClient({ ...parts, metadata });
  }

  async function stored(): Promise<OpenIdConfiguration | undefined> {
    const text = await store.read(entry);
    if (text === undefined) return undefined;
    try {
      return checkMetadata(connection, OpenIdConfiguration.parse(JSON.parse(text)));
    } catch {
      await store.remove(entry);
      return undefined;
    }
  }

  async function ask(): Promise<OpenIdConfiguration> {
    const metadata = await discover(connection, http);
    const text = JSON.stringify(metadata);
    if ((await store.read(entry)) !== text) await store.write(entry, text);
    return metadata;
  }

  /** A change at the provider takes effect with the next operation; a failure leaves what we have. */
  function lookAgain(known: OpenIdConfiguration): void {
    ask()
      .then((fresh) => {
        if (JSON.stringify(fresh) !== JSON.stringify(known)) online = create(fresh);
      })
      .catch((error: unknown) =>
        log.info('the metadata could not be looked at again', { reason: String(error) }),
      );
  }

  async function connect(): Promise<MsalClient> {
    const known = await stored();
    if (known) lookAgain(known);
    return create(known ?? (await ask()));
  }

  return {
    async online() {
      online ??= connect();
      const current = online;
      // A failed attempt must not be remembered.
      current.catch(() => {
        if (online === current) online = undefined;
      });
      return current;
    },
    offline: async () => (online ? online : create(await stored())),
  };
}
