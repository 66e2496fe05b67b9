import { z } from 'zod';
import { identityId } from '../../connection/connection-file.ts';
import { OpenIdConfiguration } from '../../connection/open-id-configuration.ts';
import { identityEntries } from '../../connection/stored-entries.ts';
import { toAppError } from '../../errors.ts';
import type { Log } from '../../ports.ts';
import type { SealedStore } from '../../storage/sealed-store.ts';
import { checkMetadata, discover } from './metadata.ts';
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
  const given = connection.identity.authorityMetadata;
  let online: Promise<MsalClient> | undefined;
  let asked: OpenIdConfiguration | undefined;
  let latest: OpenIdConfiguration | undefined;
  /** When the current metadata was last checked, ms since 1970. Undefined when it is not on disk. */
  let lookedAt: number | undefined;

  async function create(metadata: OpenIdConfiguration): Promise<MsalClient> {
    latest = metadata;
    const { createMsalClient } = await import('./msal-client.ts');
    return createMsalClient({ ...parts, metadata });
  }

  async function stored(): Promise<z.output<typeof Stored> | undefined> {
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

  /** Loads the metadata that an earlier run left on disk. Never uses the network. */
  async function recall(): Promise<void> {
    if (latest) return;
    const known = await stored();
    if (!known) return;
    latest = known.metadata;
    if (!given) lookedAt = known.fetchedAt;
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
