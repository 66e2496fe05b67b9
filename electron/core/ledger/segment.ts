import type { KeyObject } from 'node:crypto';
import { type Chapter, type ChapterReader, looksUpTo, type OnChange, openingUpTo } from './chapter.ts';
import type { LedgerFolder } from './ledger-folder.ts';
import { type ChunkSeal, chunkLength, chunkSealOf, headBytes } from './sealed-chunks.ts';
import { readBlock, readHead, type SegmentHead } from './segment-format.ts';

/** A file of a ledger cannot be read as it was written. */
export class DamagedLedgerFile extends Error {
  override name = 'DamagedLedgerFile';
  readonly file: string;
  constructor(file: string) {
    super(`${file} is damaged`);
    this.file = file;
  }
}

export interface Segment extends Chapter {
  readonly file: string;
  readonly to: number;
  /** Bytes. */
  readonly size: number;
}

/** Enough for the head of most segments, bytes: one read opens them. */
const firstRead = 16 * 1_024;

/** Reads the head of a segment; its changes are read when they are wanted. Rejects with DamagedLedgerFile, `storage`. */
export async function openSegment(
  folder: LedgerFolder,
  key: KeyObject,
  file: string,
  size: number,
): Promise<Segment> {
  const start = await folder.readPart(file, 0, Math.min(firstRead, size));
  const seal = chunkSealOf(key, file, start);
  const length = chunkLength(start, headBytes);
  if (!seal || headBytes + length > size) throw new DamagedLedgerFile(file);
  const chunk =
    headBytes + length <= start.length
      ? start.subarray(headBytes, headBytes + length)
      : await folder.readPart(file, headBytes, length);
  const content = seal.open(0, chunk);
  if (!content) throw new DamagedLedgerFile(file);
  const head = readHead(content);
  const blocksAt = headBytes + length;
  const end = head.blocks.at(-1);
  if (end && blocksAt + end.at + end.length !== size) throw new DamagedLedgerFile(file);
  return segmentOf({ file, size }, head, () =>
    createReader(head, (index) => readContent(folder, file, seal, head, blocksAt, index)),
  );
}

function segmentOf(
  place: Pick<Segment, 'file' | 'size'>,
  head: SegmentHead,
  reader: () => ChapterReader,
): Segment {
  let { from, to, opening, looks } = head;
  /** What is later counts as at this time. */
  let end = Number.POSITIVE_INFINITY;

  function readCut(): ChapterReader {
    const { load, each } = reader();
    const cutTo = end;
    const upTo =
      (onChange: OnChange): OnChange =>
      (at, code) =>
        onChange(Math.min(at, cutTo), code);
    return { load, each: (unit, onChange) => each(unit, upTo(onChange)) };
  }

  return {
    ...place,
    get from() {
      return from;
    },
    get to() {
      return to;
    },
    looks: () => looks,
    opening: () => opening,
    reader: () => (end === Number.POSITIVE_INFINITY ? reader() : readCut()),
    cut(time) {
      end = Math.min(end, time);
      from = Math.min(from, end);
      to = Math.min(to, end);
      looks = looksUpTo(looks, end);
      opening = openingUpTo(opening, end);
    },
  };
}

async function readContent(
  folder: LedgerFolder,
  file: string,
  seal: ChunkSeal,
  { blocks }: SegmentHead,
  blocksAt: number,
  index: number,
): Promise<Buffer> {
  const { at, length } = blocks[index] ?? { at: 0, length: 0 };
  const content = seal.open(index + 1, await folder.readPart(file, blocksAt + at, length));
  if (!content) throw new DamagedLedgerFile(file);
  return content;
}

/** Holds one block at a time. @param content reads the block with this number */
function createReader(
  { blocks, from }: SegmentHead,
  content: (index: number) => Promise<Buffer>,
): ChapterReader {
  let next = 0;
  let loaded = -1;
  let block: ReturnType<typeof readBlock> | undefined;

  async function load(index: number): Promise<void> {
    block = readBlock(await content(index), blocks[index]?.first ?? 0, from);
    loaded = index;
  }

  return {
    load(unit) {
      while (next < blocks.length && (blocks[next]?.last ?? 0) < unit) next += 1;
      if ((blocks[next]?.first ?? Number.POSITIVE_INFINITY) > unit || loaded === next) return undefined;
      return load(next);
    },
    each(unit, onChange) {
      if (loaded === next) block?.each(unit, onChange);
    },
  };
}
