/** Returns the promise, or rejects after so many turns of the event loop: what has to wait for nothing takes a few. */
export async function inTurns<T>(promise: Promise<T>, most = 1_000): Promise<T> {
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  promise.then(over, over);
  for (let turn = 0; turn < most && !isOver; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  if (!isOver) throw new Error(`not over after ${most} turns of the event loop`);
  return promise;
}

/**
 * Returns the promise, or rejects after `limit` ms. The timer starts now, so a stalled computer delays both and causes
 * no false timeout.
 */
export function inTime<T>(promise: Promise<T>, limit: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`not over after ${limit} ms`)), limit);
  return Promise.race([promise, late.promise]).finally(() => clearTimeout(timer));
}
