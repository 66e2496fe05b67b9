/** Lets something run after changes, but not more often than its interval allows. */
export interface Pace {
  /** Something has changed: runs in the next task if it has not run for an interval, else when one has passed. */
  readonly changed: () => void;
  /** Drops the run that is due. */
  readonly stop: () => void;
}

/** Makes a pace; `interval` in ms lies between the end of a run and the beginning of the next. */
export function createPace(run: () => void, interval: number): Pace {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = Number.NEGATIVE_INFINITY;
  const runNow = () => {
    timer = undefined;
    run();
    last = performance.now();
  };
  return {
    changed() {
      timer ??= setTimeout(runNow, Math.max(0, last + interval - performance.now()));
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
