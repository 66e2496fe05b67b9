/** Limits how often something runs after changes. */
export type Pace = ReturnType<typeof createPace>;

/** Creates a pace; `interval` (ms) is the time between the end of a run and the start of the next. */
export function createPace(run: () => void, interval: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = Number.NEGATIVE_INFINITY;
  const runNow = () => {
    timer = undefined;
    run();
    last = performance.now();
  };
  return {
    /** Something has changed: runs in the next task, but at the earliest `interval` ms after the last run. */
    changed(): void {
      timer ??= setTimeout(runNow, Math.max(0, last + interval - performance.now()));
    },
    /** Cancels the pending run. */
    stop(): void {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
