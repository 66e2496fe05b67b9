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

interface Then {
  /** Somebody waits for it, so the first slice is longer: a delay of two frames in one piece is better than three in parts. */
  readonly answer?: boolean;
  /** Called if the first slice was not enough. */
  readonly paused?: () => void;
  /** Called at the end. */
  readonly done: () => void;
}

/** Creates a runner for one piece of long work at a time, in short slices: input and painting never wait for it. */
export function createSlices({ budget = 8, now = defaultNow, later = nextTask }: SlicesParts = {}) {
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
  /** Cancels the remaining work. */
  const cancel = (): void => {
    prevent();
    left = null;
  };

  return {
    /** True while work is left. */
    get busy(): boolean {
      return left !== null;
    },
    /** Runs the first slice at once and the rest later. Replaces earlier work. */
    run(steps: Generator<undefined, void>, { answer = false, paused, done }: Then): void {
      cancel();
      left = steps;
      finished = done;
      goOn(answer ? answerFactor * budget : budget);
      if (left === steps) paused?.();
    },
    cancel,
  };
}

const defaultNow = () => performance.now();

function nextTask(run: () => void): () => void {
  const timer = setTimeout(run, 0);
  return () => clearTimeout(timer);
}
