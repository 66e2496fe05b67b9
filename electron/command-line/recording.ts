import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { createPseudonyms } from '../core/recording/pseudonyms.ts';
import { createRecorder } from '../core/recording/recorder.ts';
import type { Context } from './context.ts';
import { createRecordFile } from './record-file.ts';
import type { UnitSink } from './unit-following.ts';

/** Of a recording, bytes: about a million events. */
const usualLimit = 128 * 2 ** 20;
/** Kept free for the last line, bytes. */
const room = 64;

export interface RecordingOptions {
  file: string;
  /** Ids are not replaced. */
  keepIds: boolean;
  /** Bytes. */
  limit?: number;
}

export type Recording = ReturnType<typeof beginRecording>;

/**
 * Records what a watch is told (docs/recording.md), until `end`. A recording that has become as long as it may ends by
 * itself, and that is said. Throws `usage` if the file is there already, and `storage`, with which `broken` rejects too.
 */
export function beginRecording(
  { file: name, keepIds, limit = usualLimit }: RecordingOptions,
  { clock, tell }: Pick<Context, 'clock' | 'tell'>,
) {
  const file = path.resolve(name);
  const broken = Promise.withResolvers<never>();
  // It may reject when nobody follows any more.
  broken.promise.catch(() => undefined);
  const lines = createRecordFile(file, clock, broken.reject);
  let isOver = false;
  let hasUnits = false;
  let wasLive = false;
  const recorder = createRecorder({
    clock,
    keepIds,
    pseudonyms: createPseudonyms(randomBytes(32)),
    write: (line) => {
      if (isOver || lines.size() + Buffer.byteLength(line) + room <= limit) lines.add(line);
      else stop('full');
    },
  });

  function stop(reason: 'stopped' | 'full'): void {
    if (isOver) return;
    isOver = true;
    process.off('exit', end);
    if (hasUnits) {
      recorder.end(reason);
      lines.end();
    }
    // It would be in the way of the next attempt.
    else lines.discard();
    if (reason === 'full')
      tell(`The recording has ended, the watch goes on: ${file} is as long as it may be (${limit} bytes).`);
  }
  const end = () => stop('stopped');
  // Ctrl-C ends the process before it could be waited for.
  process.prependListener('exit', end);

  const sink: UnitSink = {
    heard(updates) {
      for (const update of updates) if (!isOver) recorder.heard(update);
    },
    listBegins: () => ({
      page(units) {
        hasUnits ||= units.length > 0;
        for (const unit of units) if (!isOver) recorder.listed(unit);
      },
    }),
    changed({ phase }) {
      const isLive = phase === 'live';
      if (isOver || isLive === wasLive) return;
      wasLive = isLive;
      recorder.live(isLive);
    },
  };
  return {
    sink,
    broken: broken.promise,
    /** Ends it in order. Rejects if not all of it could be written. */
    async end(): Promise<void> {
      end();
      await Promise.race([broken.promise, undefined]);
    },
  };
}
