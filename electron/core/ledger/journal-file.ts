import type { KeyObject } from 'node:crypto';
import type { LedgerFolder } from './ledger-folder.ts';
import { type ChunkSeal, newChunkSeal } from './sealed-chunks.ts';

/** The file of the chapter that is being written. */
export interface JournalFile {
  readonly name: string;
  /** Bytes on the disk. */
  size(): number;
  /** How many chunks there are. */
  chunks(): number;
  /** Adds a chunk. It survives a power loss once this resolves; rejects with `storage`, and may be tried again. */
  append(content: Uint8Array): Promise<void>;
}

/** Where a journal goes on that was there before. */
export interface JournalEnd {
  readonly seal: ChunkSeal;
  readonly chunks: number;
  readonly size: number;
}

/** @param end without, it is a new file, which is made with its first chunk */
export function createJournalFile(
  folder: LedgerFolder,
  key: KeyObject,
  name: string,
  end: JournalEnd = { seal: newChunkSeal(key, name), chunks: 0, size: 0 },
): JournalFile {
  const { seal } = end;
  let { chunks, size } = end;
  /** A chunk may have been written in part. */
  let isTorn = false;

  /** The file is made with its first chunk, however long that is: only what is added to it can be torn. */
  async function begin(chunk: Buffer): Promise<void> {
    await folder.replace(name, [seal.head, chunk]);
    size = seal.head.length + chunk.length;
  }

  async function add(chunk: Buffer): Promise<void> {
    // What was written in part must not stand before what is whole.
    if (isTorn) await folder.cut(name, size);
    isTorn = true;
    await folder.append(name, chunk);
    isTorn = false;
    size += chunk.length;
  }

  return {
    name,
    size: () => size,
    chunks: () => chunks,
    async append(content) {
      const chunk = seal.seal(chunks, content);
      if (chunks === 0) await begin(chunk);
      else await add(chunk);
      chunks += 1;
    },
  };
}
