import type { ICachePlugin } from '@azure/msal-node';
import type { Log } from '../../ports.ts';
import { createQueue } from '../../queue.ts';
import type { SealedStore } from '../../storage/sealed-store.ts';

/** The part of a PublicClientApplication that the plugin needs. */
interface Clearable {
  clearCache(): void;
}

export interface CachePlugin {
  plugin: ICachePlugin;
  /** Must be called before the first operation: MSAL's `deserialize` merges unless memory was cleared before. */
  attach(application: Clearable): void;
}

export interface TokenCache {
  /** A plugin of its own for each application, whose memory it clears. */
  createPlugin(): CachePlugin;
  /** What is on disk; undefined when there is nothing, or nothing that can be read. */
  sections(): Promise<Sections | undefined>;
  /** Removes everything of one account from disk. An operation that is under way may write it back. */
  eraseAccount(homeAccountId: string): Promise<void>;
  /** The same, and from the memory of every application: for a moment in which none of them is at work. */
  removeAccount(homeAccountId: string): Promise<void>;
}

/** MSAL's cache as it serializes it: entries by their key, section by section. */
export type Sections = Record<string, Record<string, Record<string, unknown>>>;

interface Content {
  text: string;
  sections: Sections | undefined;
}
const nothing: Content = { text: '', sections: undefined };

/**
 * MSAL's cache on disk, encrypted. The plugin never throws: a throw would fail a sign-in after its code was spent.
 * @param name of the entry in the store
 */
export function createTokenCache(store: SealedStore, name: string, log: Log): TokenCache {
  const applications = new Set<Clearable>();
  const inTurn = createQueue();
  /** What was read last: MSAL reads three times for one renewal, and what is the same need not be parsed again. */
  let known: Content | undefined;

  /**
   * A write is prepared and begun in its turn: what a renewal has brought for one account must not be lost because another
   * one is erased from what was on disk before (R20). Its end, which may wait for the vault, keeps nobody waiting.
   * @param prepare what is on disk from then on: null for nothing, undefined for what is there already
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
    // MSAL throws a SyntaxError or TypeError on anything else, at every call from then on.
    log.warn('the token cache was not in its format and is started anew');
    await store.discard(name);
    return nothing;
  }

  function createPlugin(): CachePlugin {
    let application: Clearable | undefined;
    /** What MSAL's memory was filled with, as long as it has that and nothing newer. */
    let deserialized: string | undefined;
    return {
      plugin: {
        async beforeCacheAccess(context) {
          const { text } = await read();
          if (text === deserialized) return;
          // Without the clear an account that was signed out elsewhere would come back with its refresh token.
          application?.clearCache();
          context.tokenCache.deserialize(text);
          deserialized = text;
        },
        async afterCacheAccess(context) {
          if (!context.cacheHasChanged) return;
          deserialized = undefined;
          await change(async () => context.tokenCache.serialize());
        },
      },
      attach(target) {
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

  function eraseAccount(homeAccountId: string): Promise<void> {
    return change(async () => {
      const { sections } = await read();
      // What a locked keyring hides is not there to be erased, and not to be thrown away.
      if (!sections) return undefined;
      const left = withoutAccount(sections, homeAccountId);
      return Object.keys(left['Account'] ?? {}).length === 0 ? null : JSON.stringify(left);
    });
  }

  return {
    createPlugin,
    sections: async () => (await read()).sections,
    eraseAccount,
    async removeAccount(homeAccountId) {
      await eraseAccount(homeAccountId);
      for (const application of applications) application.clearCache();
    },
  };
}

/** Undefined for whatever MSAL would trip over. */
export function parseTokenCache(text: string): Sections | undefined {
  try {
    const json: unknown = JSON.parse(text);
    const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
    if (!isObject(json) || !Object.values(json as object).every(isObject)) return undefined;
    return Object.values(json as Sections).every((section) => Object.values(section).every(isObject))
      ? (json as Sections)
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * MSAL's own removal does nothing when the id has capitals and matches by substring (removing `bob` takes `bob2`
 * along), so the entries are chosen here, by the whole id.
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
