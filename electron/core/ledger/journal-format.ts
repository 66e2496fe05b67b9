import { createByteReader, createByteWriter } from './bytes.ts';
import type { Opening } from './chapter.ts';
import type { FinishedChapter } from './journal.ts';
import { writeOpening } from './opening-format.ts';

/** What is taken down, in the order in which it happens. Times are ms since 1970. */
export interface JournalSink {
  /** A chapter begins. */
  begin(from: number, opening: Opening): void;
  /** A unit is seen for the first time. */
  sight(unit: number, id: string, at: number): void;
  change(unit: number, at: number, code: number): void;
  look(from: number, to: number): void;
}

/** The first byte of a record; below is the code of a change. */
const sightMark = 16;
const lookMark = 17;

/** Collects records for one chunk. Each says how much later it was than the one before. */
export function createJournalEncoder() {
  const writer = createByteWriter(16 * 1_024);
  let time = 0;

  function begin(mark: number, at: number): void {
    if (writer.length() === 0) {
      time = at;
      writer.double(at);
    }
    writer.byte(mark);
    writer.signed(at - time);
    time = at;
  }

  return {
    length: writer.length,
    take: writer.take,
    sight(unit: number, id: string, at: number): void {
      begin(sightMark, at);
      writer.whole(unit);
      writer.text(id);
    },
    change(unit: number, at: number, code: number): void {
      begin(code, at);
      writer.whole(unit);
    },
    look(from: number, to: number): void {
      begin(lookMark, from);
      writer.whole(to - from);
    },
  };
}

/** Bytes of a chunk with many records: it is closed with the record that reaches this. */
export const chunkBytes = 64 * 1_024;

/** Everything of a chapter but the ids of its units, as chunks, in small steps. */
export async function encodeChapter(
  { from, opening, changes, looks }: FinishedChapter,
  breath: () => Promise<void> | undefined,
): Promise<Buffer[]> {
  const chunks = [writeOpening(from, opening)];
  const encoder = createJournalEncoder();
  for (const look of looks) encoder.look(look.from, look.to);
  for (let i = 0; i < changes.count; i += 1) {
    encoder.change(changes.units[i] ?? 0, changes.times[i] ?? 0, changes.codes[i] ?? 0);
    if (encoder.length() < chunkBytes) continue;
    chunks.push(encoder.take());
    const pause = breath();
    if (pause) await pause;
  }
  if (encoder.length() > 0) chunks.push(encoder.take());
  return chunks;
}

/** Hands on what a chunk has. */
export function readJournalChunk(content: Buffer, sink: Omit<JournalSink, 'begin'>): void {
  const reader = createByteReader(content);
  let time = reader.double();
  while (reader.hasMore()) {
    const mark = reader.byte();
    time += reader.signed();
    if (mark === lookMark) sink.look(time, time + reader.whole());
    else if (mark === sightMark) sink.sight(reader.whole(), reader.text(), time);
    else sink.change(reader.whole(), time, mark);
  }
}
