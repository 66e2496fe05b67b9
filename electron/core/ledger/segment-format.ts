/**
 * A segment: a chapter that is over, its changes by unit, in blocks of some kilobytes, so that those of one unit are read
 * without the others.
 */
import { createByteReader, createByteWriter } from './bytes.ts';
import type { OnChange, Opening } from './chapter.ts';
import { byUnit, type Changes, type FinishedChapter } from './journal.ts';
import type { Stretch } from './observed-times.ts';
import { readOpening, writeOpening } from './opening-format.ts';
import { type ChunkSeal, chunkOverhead } from './sealed-chunks.ts';

/** Bytes of a block, about. */
const blockBytes = 32 * 1_024;

/** What a segment begins with. `blocks` are in ascending order of the units in them. */
export interface SegmentHead {
  readonly from: number;
  readonly to: number;
  readonly opening: Opening;
  readonly looks: readonly Stretch[];
  readonly blocks: readonly BlockPlace[];
}

interface BlockPlace {
  /** The first unit in it, and the last. */
  readonly first: number;
  readonly last: number;
  /** Of the sealed chunk: counted from the end of the head's chunk, and with what seals it, bytes. */
  readonly at: number;
  readonly length: number;
}

/**
 * The parts of a segment's file, in small steps.
 * @param breath lets others have their turn
 */
export async function writeSegment(
  { from, to, opening, looks, changes }: FinishedChapter,
  seal: ChunkSeal,
  breath: () => Promise<void> | undefined,
): Promise<Buffer[]> {
  const blocks: BlockPlace[] = [];
  const parts: Buffer[] = [];
  let at = 0;
  for (const { first, last, content } of blocksOf(changes, from)) {
    const chunk = seal.seal(blocks.length + 1, content);
    blocks.push({ first, last, at, length: chunk.length });
    parts.push(chunk);
    at += chunk.length;
    const pause = breath();
    if (pause) await pause;
  }
  const head = writeHead({ from, to, opening, looks, blocks });
  return [seal.head, seal.seal(0, head), ...parts];
}

function* blocksOf(changes: Changes, from: number) {
  const { times, codes } = changes;
  const { starts, order } = byUnit(changes);
  const block = createByteWriter(blockBytes * 2);
  const own = createByteWriter();
  let first = -1;
  let last = 0;
  for (let unit = 0; unit + 1 < starts.length; unit += 1) {
    const start = starts[unit] ?? 0;
    const end = starts[unit + 1] ?? 0;
    if (start === end) continue;
    let time = from;
    for (let i = start; i < end; i += 1) {
      const place = order[i] ?? 0;
      const at = times[place] ?? 0;
      own.whole((at - time) * 16 + (codes[place] ?? 0));
      time = at;
    }
    if (first < 0) first = unit;
    block.whole(unit - (block.length() === 0 ? unit : last));
    block.block(own.written());
    own.clear();
    last = unit;
    if (block.length() < blockBytes) continue;
    yield { first, last, content: block.take() };
    first = -1;
  }
  if (first >= 0) yield { first, last, content: block.take() };
}

function writeHead({ from, to, opening, looks, blocks }: SegmentHead): Buffer {
  const writer = createByteWriter();
  writer.block(writeOpening(from, opening));
  writer.double(to);
  writer.whole(looks.length);
  for (const look of looks) {
    writer.signed(look.from - from);
    writer.whole(look.to - look.from);
  }
  writer.whole(blocks.length);
  for (const { first, last, length } of blocks) {
    writer.whole(first);
    writer.whole(last - first);
    writer.whole(length - chunkOverhead);
  }
  return writer.take();
}

/** The reverse. */
export function readHead(content: Buffer): SegmentHead {
  const reader = createByteReader(content);
  const { from, opening } = readOpening(createByteReader(reader.block()));
  const to = reader.double();
  const looks: Stretch[] = [];
  for (let left = reader.whole(); left > 0; left -= 1) {
    const start = from + reader.signed();
    looks.push({ from: start, to: start + reader.whole() });
  }
  const blocks: BlockPlace[] = [];
  let at = 0;
  for (let left = reader.whole(); left > 0; left -= 1) {
    const first = reader.whole();
    const last = first + reader.whole();
    const length = reader.whole() + chunkOverhead;
    blocks.push({ first, last, at, length });
    at += length;
  }
  return { from, to, opening, looks, blocks };
}

/** Reads the changes of units in ascending order from the content of a block. @param from of the chapter */
export function readBlock(content: Buffer, first: number, from: number) {
  const reader = createByteReader(content);
  let unit = first;
  let start = 0;
  let length = 0;
  /** The unit that has been read up to; its changes are at `start`. */
  let isAt = false;

  function advance(): boolean {
    if (isAt) reader.moveTo(start + length);
    if (!reader.hasMore()) return false;
    unit += reader.whole();
    length = reader.whole();
    start = reader.at();
    isAt = true;
    return true;
  }

  return {
    each(wanted: number, onChange: OnChange): void {
      while (!isAt || unit < wanted) if (!advance()) return;
      if (unit !== wanted) return;
      reader.moveTo(start);
      let time = from;
      while (reader.at() < start + length) {
        const value = reader.whole();
        time += Math.floor(value / 16);
        onChange(time, value % 16);
      }
    },
  };
}
