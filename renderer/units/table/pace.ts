/** Limits how often something runs after changes. */
export interface Pace {
  /** Something has changed: runs in the next task, but at the earliest `interval` ms after the last run. */
  readonly changed: () => void;
  /** Cancels the pending run. */
  readonly stop: () => void;
}

/** Creates a pace; `interval` (ms) is the time between the end of a run and the start of the next. */
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
