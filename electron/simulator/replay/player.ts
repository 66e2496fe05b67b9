import type { TwinEvent } from '../fleet/traffic.ts';
import { eventOf } from './recorded-fleet.ts';
import type { Recording } from './recording.ts';

export interface PlayerParts {
  readonly recording: Pick<Recording, 'changes' | 'length'>;
  /** How many times as fast as it was. */
  readonly speed: number;
  readonly send: (events: readonly TwinEvent[]) => void;
}

const BEAT_MS = 20;
/** What is due and more goes out with the next beats, so that a client is not flooded beyond what it can read. */
const MOST_IN_A_BEAT = 5_000;

/** Plays the changes of a recording, each when its time has come. */
export function createPlayer({ recording: { changes, length }, speed, send }: PlayerParts) {
  const ended = Promise.withResolvers<void>();
  let timer: NodeJS.Timeout | undefined;
  let begun: number | undefined;
  let next = 0;

  function beat(began: number): void {
    const position = (performance.now() - began) * speed;
    const batch: TwinEvent[] = [];
    for (
      let due = changes[next];
      due && due.at <= position && batch.length < MOST_IN_A_BEAT;
      due = changes[next]
    ) {
      batch.push(eventOf(due));
      next += 1;
    }
    if (batch.length > 0) send(batch);
    if (next < changes.length || position < length) return;
    clearInterval(timer);
    ended.resolve();
  }

  return {
    /** Resolves when all of it has been played. */
    ended: ended.promise,
    /** Begins; once. */
    begin(): void {
      if (begun !== undefined) return;
      const began = performance.now();
      begun = began;
      timer = setInterval(() => beat(began), BEAT_MS);
    },
    /** Ends it where it is. */
    stop: () => clearInterval(timer),
  };
}
