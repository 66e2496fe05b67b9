import { z } from 'zod';
import type { Connection } from '../connection/connection-file.ts';
import { OpenIdConfiguration } from '../connection/open-id-configuration.ts';
import { identityEntries } from '../connection/stored-entries.ts';
import { toAppError } from '../errors.ts';
import type { Clock, Http, Log } from '../ports.ts';
import { createQueue, type Queue } from '../queue.ts';
import type { SealedStore } from '../storage/sealed-store.ts';
import { checkMetadata, discover } from './metadata.ts';
import type { MsalClient } from './msal-client.ts';
import type { TokenCache } from './token-cache.ts';

/** Gives out the one MSAL client of a connection, made when it is first needed. */
export interface ClientSource {
  /** With the provider's metadata: the last good one from disk, so that this works offline, else asked for now. */
  online(): Promise<MsalClient>;
  /** Knows the accounts; never asks the network nor waits for somebody who does. */
  offline(): Promise<MsalClient>;
  /** Keeps the metadata on disk. After a sign-in, not before: the vault must not be asked earlier (R24). */
  remember(): Promise<void>;
  /** What is known of the provider by now. */
  metadata(): OpenIdConfiguration | undefined;
}

export interface ClientSourceParts {
  connection: Connection;
  store: SealedStore;
  cache: TokenCache;
  queue: Queue;
  http: Http;
  clock: Clock;
  log: Log;
  /** Of one request to the provider, ms. */
  requestTimeout?: number;
}

/** Older metadata is looked at again in the background, ms. */
const staleAfter = 24 * 60 * 60_000;
const Stored = z.object({ metadata: OpenIdConfiguration, fetchedAt: z.number() });

/**
 * A new process with a valid token but no metadata fails offline in MSAL; with the last good metadata it serves the
 * token with no request at all. So it is kept beside the tokens.
 */
export function createClientSource(parts: ClientSourceParts): ClientSource {
  const { connection, store, http, clock, log } = parts;
  const { metadata: entry } = identityEntries(connection);
  let online: Promise<MsalClient> | undefined;
  let asked: OpenIdConfiguration | undefined;
  let latest: OpenIdConfiguration | undefined;

  async function create(
    metadata: OpenIdConfiguration | undefined,
    queue: Queue = parts.queue,
  ): Promise<MsalClient> {
    latest = metadata ?? latest;
    const { createMsalClient } = await import('./msal-client.ts');
    return createMsalClient({ ...parts, metadata, queue });
  }

  async function stored(): Promise<z.output<typeof Stored> | undefined> {
    const given = connection.identity.authorityMetadata;
    if (given) return { metadata: given, fetchedAt: clock.now() };
    const text = await store.read(entry);
    if (text === undefined) return undefined;
    try {
      const known = Stored.parse(JSON.parse(text));
      return { ...known, metadata: checkMetadata(connection, known.metadata) };
    } catch {
      await store.remove(entry);
      return undefined;
    }
  }

  async function ask(): Promise<OpenIdConfiguration> {
    asked = await discover(connection, http, parts.requestTimeout);
    return asked;
  }

  async function remember(): Promise<void> {
    if (asked) await store.write(entry, JSON.stringify({ metadata: asked, fetchedAt: clock.now() }));
    asked = undefined;
  }

  /** A change at the provider takes effect with the next operation; a failure leaves what we have. */
  async function lookAgain(): Promise<void> {
    try {
      online = create(await ask());
      await remember();
    } catch (error) {
      log.info('the metadata is old', { code: toAppError(error).code });
    }
  }

  async function connect(): Promise<MsalClient> {
    const known = await stored();
    // A time far in the future was noted by a clock that was wrong.
    if (known && Math.abs(clock.now() - known.fetchedAt) > staleAfter) void lookAgain();
    return create(known?.metadata ?? (await ask()));
  }

  return {
    remember,
    metadata: () => latest,
    async online() {
      online ??= connect();
      const current = online;
      // A failed attempt must not be remembered.
      current.catch(() => {
        if (online === current) online = undefined;
      });
      return current;
    },
    // It only reads, with a memory of its own: it need not wait for a renewal that has the network to wait for.
    offline: async () => create((await stored())?.metadata, createQueue()),
  };
}
