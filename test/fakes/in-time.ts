/**
 * Returns the promise, or rejects after `limit` ms. The timer starts now, so a stalled computer delays both and causes
 * no false timeout.
 */
export function inTime<T>(promise: Promise<T>, limit: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`not over after ${limit} ms`)), limit);
  return Promise.race([promise, late.promise]).finally(() => clearTimeout(timer));
}
