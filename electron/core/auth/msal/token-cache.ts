import type { ICachePlugin } from '@azure/msal-node';
import { isRecord, jsonIn } from '../../json.ts';
import type { Log } from '../../ports.ts';
import { createQueue } from '../../queue.ts';
import type { SealedStore } from '../../storage/sealed-store.ts';

/** The part of a PublicClientApplication that the plugin needs. */
interface Clearable {
  clearCache(): void;
}

/** MSAL's serialized cache: section name, then key, then entry. */
export type Sections = Record<string, Record<string, Record<string, unknown>>>;

interface Content {
  text: string;
  sections: Sections | undefined;
}
const nothing: Content = { text: '', sections: undefined };

export type TokenCache = ReturnType<typeof createTokenCache>;

/**
 * MSAL's cache on disk, encrypted. The plugin never throws: that would fail a sign-in after its code was used.
 * @param name the store entry
 */
export function createTokenCache(store: SealedStore, name: string, log: Log) {
  const applications = new Set<Clearable>();
  const inTurn = createQueue();
  /** The last parsed content: MSAL reads three times per renewal, and unchanged text is not parsed again. */
  let known: Content | undefined;

  /**
   * Writes are prepared and started one at a time, so that removing one account from older content does not lose
   * another account's renewal (R20). The end of a write, which may wait for the vault, does not block the next one.
   * @param prepare returns the new content: null for none, undefined for no change
   */
  async function change(prepare: () => Promise<string | null | undefined>): Promise<void> {
    const { written } = await inTurn(async () => {
      const text = await prepare();
      if (text === undefined) return { written: undefined };
      known = undefined;
      return { written: text === null ? store.remove(name) : store.write(name, text) };
    });
    await written;
  }

  async function read(): Promise<Content> {
    const text = await store.read(name);
    if (known && known.text === text) return known;
    known = undefined;
    if (text === undefined) return nothing;
    const sections = parseTokenCache(text);
    if (sections) {
      known = { text, sections };
      return known;
    }
    // MSAL would throw a SyntaxError or TypeError at every later call.
    log.warn('the token cache was not in its format and is started anew');
    await store.discard(name);
    return nothing;
  }

  /** Each application needs its own plugin, which clears its memory. */
  function createPlugin() {
    let application: Clearable | undefined;
    /** The text last loaded into MSAL's memory; undefined once that has changed. */
    let deserialized: string | undefined;
    return {
      plugin: {
        async beforeCacheAccess(context) {
          const { text } = await read();
          if (text === deserialized) return;
          // Without this, an account that was signed out elsewhere would return with its refresh token.
          application?.clearCache();
          context.tokenCache.deserialize(text);
          deserialized = text;
        },
        async afterCacheAccess(context) {
          if (!context.cacheHasChanged) return;
          deserialized = undefined;
          await change(async () => context.tokenCache.serialize());
        },
      } satisfies ICachePlugin,
      /** Must be called before the first operation: MSAL's `deserialize` merges unless memory was cleared before. */
      attach(target: Clearable): void {
        application = target;
        applications.add({
          clearCache() {
            deserialized = undefined;
            target.clearCache();
          },
        });
      },
    };
  }

  /** Removes one account from disk. A running operation may write it back. */
  function removeFromDisk(homeAccountId: string): Promise<void> {
    return change(async () => {
      const { sections } = await read();
      // Nothing to remove. With a locked keyring the entry must stay as it is.
      if (!sections) return undefined;
      const left = withoutAccount(sections, homeAccountId);
      return Object.keys(left['Account'] ?? {}).length === 0 ? null : JSON.stringify(left);
    });
  }

  return {
    createPlugin,
    /** The content on disk; undefined when there is none or it is unreadable. */
    sections: async () => (await read()).sections,
    removeFromDisk,
    /** The same, and clears every application's memory; only while no operation is running. */
    async removeAccount(homeAccountId: string): Promise<void> {
      await removeFromDisk(homeAccountId);
      for (const application of applications) application.clearCache();
    },
  };
}

/** Undefined for content that would make MSAL throw. */
export function parseTokenCache(text: string): Sections | undefined {
  const json = jsonIn(text);
  const isSection = (value: unknown) => isRecord(value) && Object.values(value).every(isRecord);
  return isRecord(json) && Object.values(json).every(isSection) ? (json as Sections) : undefined;
}

/**
 * MSAL's own removal does nothing when the id has capitals and matches by substring (removing `bob` also removes
 * `bob2`), so the entries are selected here by the whole id.
 */
function withoutAccount(sections: Sections, homeAccountId: string): Sections {
  const id = homeAccountId.toLowerCase();
  const isOthers = (entry: Record<string, unknown>) =>
    String(entry['home_account_id'] ?? '').toLowerCase() !== id;
  return Object.fromEntries(
    Object.entries(sections).map(([section, entries]) => [
      section,
      section === 'AppMetadata'
        ? entries
        : Object.fromEntries(Object.entries(entries).filter(([, e]) => isOthers(e))),
    ]),
  );
}
