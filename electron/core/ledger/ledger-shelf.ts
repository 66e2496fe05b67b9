import { createSecretKey, type KeyObject } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { LedgerState } from '../../contract/ledger.ts';
import { ledgerPrefix } from '../connection/stored-entries.ts';
import { toAppError } from '../errors.ts';
import type { Log } from '../ports.ts';
import { createQueue } from '../queue.ts';
import { newDataKey } from '../storage/envelope.ts';
import type { SealedStore } from '../storage/sealed-store.ts';
import { createDiskFolder, type LedgerFolder } from './ledger-folder.ts';
import { ledgerKey } from './ledger-key.ts';
import { type LedgerStore, type LedgerStoreParts, openLedgerStore } from './ledger-store.ts';
import { createMemoryFolder } from './memory-folder.ts';

/** Of a ledger in memory, bytes: some millions of changes. */
const memoryBytes = 32_000_000;

/** An opened ledger, and where it is. */
export interface OpenLedger {
  store: LedgerStore;
  phase: Exclude<LedgerState['phase'], 'off'>;
}

/** The ledgers of all connections and accounts. Everything is done in turn, so that no folder is used twice. */
export type LedgerShelf = ReturnType<typeof createLedgerShelf>;

/** @param root the folder with the folders of the ledgers; without, they are in memory */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share the ledgers that are open
export function createLedgerShelf(root: string | undefined, store: SealedStore, log: Log) {
  const inTurn = createQueue();
  const opened = new Map<string, LedgerStore>();
  /** Those of them that were closed, and the disk refused what waited. */
  const refused = new WeakSet<LedgerStore>();
  /** Those in memory, for whoever comes back to them. */
  const memory = new Map<string, { folder: LedgerFolder; key: KeyObject }>();
  const folderOf = (name: string) => createDiskFolder(path.join(root ?? '', name));
  type Parts = Pick<LedgerStoreParts, 'clock' | 'onChange'>;

  async function inMemory(name: string, parts: Parts, phase: OpenLedger['phase']): Promise<OpenLedger> {
    const kept = memory.get(name) ?? { folder: createMemoryFolder(), key: createSecretKey(newDataKey()) };
    memory.set(name, kept);
    const limits = { bytes: memoryBytes };
    return { phase, store: await openLedgerStore({ ...parts, ...kept, log, limits }) };
  }

  async function onDisk(name: string, parts: Parts): Promise<OpenLedger> {
    const found = await ledgerKey(store, ledgerPrefix + name);
    if (!found) return inMemory(name, parts, 'memory');
    try {
      const folder = folderOf(name);
      // Nobody can read what was written with a key that has gone.
      if (found.isNew) await folder.removeAll();
      await removeOrphans();
      return { phase: 'on', store: await openLedgerStore({ ...parts, log, folder, key: found.key }) };
    } catch (error) {
      log.warn('the disk refused the ledger', { code: toAppError(error).code });
      return inMemory(name, parts, 'failed');
    }
  }

  /** Removes the folders whose keys have gone, as of a sign-out in which the process was killed. */
  async function removeOrphans(): Promise<void> {
    for (const name of await names()) if (!store.has(ledgerPrefix + name)) await folderOf(name).removeAll();
  }

  async function names(): Promise<string[]> {
    if (root === undefined) return [];
    return readdir(root).catch(() => []);
  }

  return {
    /** Never rejects: what cannot be on the disk is in memory. @param kept whether anything may be stored of it */
    open: (name: string, kept: boolean, parts: Parts): Promise<OpenLedger> =>
      inTurn(async () => {
        await opened.get(name)?.close().catch(tell);
        const open = await (kept && root !== undefined
          ? onDisk(name, parts)
          : inMemory(name, parts, 'memory'));
        opened.set(name, open.store);
        return open;
      }),
    /** Writes what waits. Does not reject: what the disk refuses is tried again by `closeRest`, or when the ledger is opened the next time. */
    close: (ledger: LedgerStore): Promise<void> => inTurn(() => close(ledger)),
    /** Writes what the disk has refused of ledgers that were closed. Does not reject. */
    closeRest: (): Promise<void> =>
      inTurn(async () => {
        for (const each of opened.values()) if (refused.has(each)) await close(each);
      }),
    /** Removes a ledger, with its key (R28). Does not reject. */
    async erase(name: string): Promise<void> {
      await store.remove(ledgerPrefix + name);
      await inTurn(async () => {
        // It may have been opening until now, and have made its key meanwhile.
        await store.remove(ledgerPrefix + name);
        const open = opened.get(name);
        opened.delete(name);
        memory.delete(name);
        await open?.erase();
        if (root !== undefined) await folderOf(name).removeAll();
      }).catch(tell);
    },
    /** Removes all whose name begins like this. Does not reject. */
    async eraseAll(prefix: string): Promise<void> {
      await store.removeAll(ledgerPrefix + prefix);
      await inTurn(async () => {
        await store.removeAll(ledgerPrefix + prefix);
        for (const [name, open] of opened) {
          if (!name.startsWith(prefix)) continue;
          opened.delete(name);
          await open.erase().catch(tell);
        }
        for (const name of memory.keys()) if (name.startsWith(prefix)) memory.delete(name);
        for (const name of await names()) if (name.startsWith(prefix)) await folderOf(name).removeAll();
      }).catch(tell);
    },
  };

  async function close(ledger: LedgerStore): Promise<void> {
    try {
      await ledger.close();
      for (const [name, each] of opened) if (each === ledger) opened.delete(name);
    } catch (error) {
      refused.add(ledger);
      tell(error);
    }
  }

  function tell(error: unknown): void {
    log.warn('the disk refused the ledger', { code: toAppError(error).code });
  }
}
