import { storageFault } from '../storage/storage-fault.ts';
import type { LedgerFolder } from './ledger-folder.ts';

/** A folder in memory, for where nothing may be stored (R23). */
export function createMemoryFolder(): LedgerFolder {
  const files = new Map<string, Buffer>();

  function there(name: string): Buffer {
    const file = files.get(name);
    if (file === undefined) throw storageFault(name, { code: 'ENOENT' });
    return file;
  }

  return {
    list: async () => new Map(Array.from(files, ([name, { length }]) => [name, length])),
    read: async (name) => there(name),
    readPart: async (name, at, length) => there(name).subarray(at, at + length),
    append: async (name, bytes) => void files.set(name, Buffer.concat([files.get(name) ?? empty, bytes])),
    replace: async (name, parts) => void files.set(name, Buffer.concat(parts)),
    cut: async (name, length) => void files.set(name, there(name).subarray(0, length)),
    async rename(name, next) {
      files.set(next, there(name));
      files.delete(name);
    },
    remove: async (name) => void files.delete(name),
    removeAll: async () => files.clear(),
    close: async () => undefined,
  };
}

const empty = Buffer.alloc(0);
