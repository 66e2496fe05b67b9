/**
 * The promise, or a rejection when a timer that is set now is over first: a computer that stalls holds up both, so only
 * what waits for something is late. Time limit in ms.
 */
export function inTime<T>(promise: Promise<T>, limit: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`not over after ${limit} ms`)), limit);
  return Promise.race([promise, late.promise]).finally(() => clearTimeout(timer));
}
