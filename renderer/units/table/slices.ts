/** Runs long work in short slices, so that input and painting never wait for it. */
export interface Slices {
  /** True while work is left. */
  readonly busy: boolean;
  /**
   * Runs the first slice at once and the rest later. Replaces earlier work. `paused` is called if the first slice was
   * not enough, `done` at the end. If somebody waits for the `answer`, the first slice is longer: a delay of two frames
   * in one piece is better than three in parts.
   */
  run(
    steps: Generator<undefined, void>,
    then: { readonly answer?: boolean; readonly paused?: () => void; readonly done: () => void },
  ): void;
  /** Cancels the remaining work. */
  stop(): void;
}

export interface SlicesParts {
  /** Length of a slice in ms: half a frame. */
  readonly budget?: number;
  /** A clock in ms. */
  readonly now?: () => number;
  /** Calls once, after painting and input; the returned function cancels it. */
  readonly later?: (run: () => void) => () => void;
}

/** How many times longer the first slice of an answer is: with the rendering after it less than 50 ms. */
const answerFactor = 2;

/** Creates a runner for one piece of work at a time. */
export function createSlices({ budget = 8, now = defaultNow, later = nextTask }: SlicesParts = {}): Slices {
  let left: Generator<undefined, void> | null = null;
  let finished = () => undefined as unknown;
  let prevent = () => undefined as unknown;

  /** Works until the time is up; true if nothing is left. */
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
