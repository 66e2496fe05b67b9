import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { LiveState } from '../contract/live.ts';
import type { AppError } from '../core/errors.ts';
import { createPseudonyms } from '../core/recording/pseudonyms.ts';
import { createRecorder } from '../core/recording/recorder.ts';
import type { Context } from './context.ts';
import { createRecordFile } from './record-file.ts';
import type { WatchLines } from './watch-lines.ts';

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
 * Records what a watch is told (docs/recording.md). A recording that has become as long as it may ends, and that is said.
 * Throws `usage` if the file is there already, and `storage`.
 * @param fail is told of a disk that refuses, once
 */
export function beginRecording(
  { file: name, keepIds, limit = usualLimit }: RecordingOptions,
  { clock, tell }: Pick<Context, 'clock' | 'tell'>,
  fail: (error: AppError) => void,
) {
  const file = path.resolve(name);
  const lines = createRecordFile(file, clock, fail);
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

  return {
    /** The lines of the watch, which tell the recording what they are told. */
    around: (watched: WatchLines): WatchLines => ({
      ...watched,
      heard(update) {
        if (!isOver) recorder.heard(update);
        watched.heard(update);
      },
      listed(unit, at, isFirst) {
        hasUnits = true;
        if (!isOver) recorder.listed(unit);
        watched.listed(unit, at, isFirst);
      },
    }),
    /** The live updates have this state now. */
    changed({ phase }: LiveState): void {
      const isLive = phase === 'live';
      if (isOver || isLive === wasLive) return;
      wasLive = isLive;
      recorder.live(isLive);
    },
    /** Ends it in order. */
    end,
  };
}
