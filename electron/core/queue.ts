/** Runs one task after the other, in the order they came; a failed task does not stop the next. */
export type Queue = <T>(task: () => Promise<T>) => Promise<T>;

/** MSAL must never run two operations at once on one cache: 300 overlapping ones caused up to 112 false errors. */
export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = last.then(task);
    last = result.catch(() => undefined);
    return result;
  };
}
