import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What this process takes; memory in MB, `at` in ms since the beginning. */
export interface Footprint {
  at: number;
  /** JavaScript's own, after a collection. */
  heap: number;
  resident: number;
}

const megabyte = 1024 ** 2;

/** @param started of `performance.now()` */
export function takeFootprint(started: number): Footprint {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  return { at: performance.now() - started, heap: heapUsed / megabyte, resident: rss / megabyte };
}
