import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import { type ByteReader, createByteWriter } from './bytes.ts';
import type { Opening } from './chapter.ts';

/** Nearly all units are in service: the fastest level is good enough. */
const fast = { level: constants.Z_BEST_SPEED };

/** The beginning of a chapter as bytes. @param from ms since 1970 */
export function writeOpening(from: number, { codes, outSince }: Opening): Buffer {
  const writer = createByteWriter();
  writer.double(from);
  writer.block(deflateRawSync(codes, fast));
  writer.whole(outSince.size);
  for (const [unit, since] of outSince) {
    writer.whole(unit);
    writer.signed(from - since);
  }
  return writer.take();
}

/** The reverse. */
export function readOpening(reader: ByteReader): { from: number; opening: Opening } {
  const from = reader.double();
  const codes = inflateRawSync(reader.block());
  const outSince = new Map<number, number>();
  for (let left = reader.whole(); left > 0; left -= 1) outSince.set(reader.whole(), from - reader.signed());
  return { from, opening: { codes, outSince } };
}
