/** Runs long work in short slices, so that keys, pointer and screen never wait for it. */
export interface Slices {
  /** True while work is left. */
  readonly busy: boolean;
  /**
   * Works at once for as long as a slice may take, and goes on later with what is left. Replaces the work before.
   * `paused` is called when the first slice was not enough, `done` when nothing is left. Where somebody waits for the
   * `answer` the first slice is longer: two frames late at once is better than three in parts.
   */
  run(
    steps: Generator<undefined, void>,
    then: { readonly answer?: boolean; readonly paused?: () => void; readonly done: () => void },
  ): void;
  /** Drops what is left. */
  stop(): void;
}

export interface SlicesParts {
  /** Length of a slice in ms: half a frame. */
  readonly budget?: number;
  /** A clock in ms. */
  readonly now?: () => number;
  /** Calls once, after the screen and the keys had their turn; the returned function prevents it. */
  readonly later?: (run: () => void) => () => void;
}

/** The first slice of an answer is so many times as long as the others: with the drawing after it less than 50 ms. */
const answerFactor = 2;

/** Makes a place for one piece of work at a time. */
export function createSlices({ budget = 8, now = defaultNow, later = nextTask }: SlicesParts = {}): Slices {
  let left: Generator<undefined, void> | null = null;
  let finished = () => undefined as unknown;
  let prevent = () => undefined as unknown;

  /** Works until the slice is over; true when nothing is left. */
  const work = (steps: Generator<undefined, void>, time: number): boolean => {
    const end = now() + time;
    do {
      if (steps.next().done === true) return true;
    } while (now() < end);
    return false;
  };
  const goOn = (time = budget) => {
    const steps = left;
    if (steps === null) return;
    if (work(steps, time)) {
      left = null;
      finished();
    } else prevent = later(() => goOn());
  };
  const stop = () => {
    prevent();
    left = null;
  };

  return {
    get busy() {
      return left !== null;
    },
    run(steps, { answer = false, paused, done }) {
      stop();
      left = steps;
      finished = done;
      goOn(answer ? answerFactor * budget : budget);
      if (left === steps) paused?.();
    },
    stop,
  };
}

const defaultNow = () => performance.now();

function nextTask(run: () => void): () => void {
  const timer = setTimeout(run, 0);
  return () => clearTimeout(timer);
}
