import { z } from 'zod';
import { identityId } from '../../connection/connection-ids.ts';
import { OpenIdConfiguration } from '../../connection/open-id-configuration.ts';
import { identityEntries } from '../../connection/stored-entries.ts';
import { toAppError } from '../../errors.ts';
import type { Log } from '../../ports.ts';
import type { SealedStore } from '../../storage/sealed-store.ts';
import { assertIssuer, checkMetadata, discover } from './metadata.ts';
import type { MsalClient, MsalClientParts } from './msal-client.ts';

export interface ClientSourceParts extends Omit<MsalClientParts, 'metadata'> {
  store: SealedStore;
  log: Log;
}

/** Older metadata is fetched again in the background: at a start, and in a window that stays open for weeks. ms */
const staleAfter = 24 * 60 * 60_000;
const Stored = z.object({ metadata: OpenIdConfiguration, fetchedAt: z.number() });

export type ClientSource = ReturnType<typeof createClientSource>;

/**
 * The one MSAL client of a connection, created on first use. Without metadata MSAL fails offline even with a valid
 * token; with the last good one it serves the token without a request. So metadata is stored beside the tokens.
 */
export function createClientSource(parts: ClientSourceParts) {
  const { connection, store, http, clock, log } = parts;
  const { metadata: entry } = identityEntries(identityId(connection));
  let online: Promise<MsalClient> | undefined;
  let asked: OpenIdConfiguration | undefined;
  let latest: OpenIdConfiguration | undefined;
  /** When the current metadata was last checked, ms since 1970. Undefined when it is not on disk. */
  let lookedAt: number | undefined;

  async function create(metadata: OpenIdConfiguration): Promise<MsalClient> {
    assertIssuer(connection, metadata);
    latest = metadata;
    const { createMsalClient } = await import('./msal-client.ts');
    return createMsalClient({ ...parts, metadata });
  }

  async function ask(): Promise<OpenIdConfiguration> {
    asked = await discover(connection, http, parts.requestTimeout);
    return asked;
  }

  /** Saves the metadata to disk. Not before a sign-in: the vault must not be used earlier (R24). */
  async function remember(): Promise<void> {
    if (!asked) return;
    lookedAt = clock.now();
    const text = JSON.stringify({ metadata: asked, fetchedAt: lookedAt });
    asked = undefined;
    await store.write(entry, text);
  }

  /** New metadata takes effect with the next operation; a failure keeps the old metadata. */
  async function lookAgain(): Promise<void> {
    // Set even if it fails: a failing provider must not be asked at every renewal.
    lookedAt = clock.now();
    try {
      online = Promise.resolve(await create(await ask()));
      await remember();
    } catch (error) {
      log.info('the metadata is old', { code: toAppError(error).code });
    }
  }

  /** A time far in the future comes from a wrong clock. */
  const isOld = () => lookedAt !== undefined && Math.abs(clock.now() - lookedAt) > staleAfter;

  /** Takes the metadata of the connection, or else what an earlier run left on disk. Never uses the network. */
  async function recall(): Promise<void> {
    latest ??= connection.identity.authorityMetadata;
    const text = latest ? undefined : await store.read(entry);
    if (text === undefined) return;
    try {
      const { metadata, fetchedAt } = Stored.parse(JSON.parse(text));
      latest = checkMetadata(connection, metadata);
      lookedAt = fetchedAt;
    } catch {
      await store.remove(entry);
    }
  }

  async function connect(): Promise<MsalClient> {
    await recall();
    return create(latest ?? (await ask()));
  }

  return {
    remember,
    recall,
    /** The metadata known so far. */
    metadata: () => latest,
    /** Uses the last good metadata from disk, so that it works offline; without any, fetches it. */
    async online(): Promise<MsalClient> {
      online ??= connect();
      const current = online;
      try {
        return await current;
      } catch (error) {
        // A failed attempt must not be cached.
        if (online === current) online = undefined;
        throw error;
      } finally {
        if (isOld()) void lookAgain();
      }
    },
  };
}
