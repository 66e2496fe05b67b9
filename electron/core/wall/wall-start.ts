import { isRecord, jsonIn } from '../json.ts';
import type { KeyValue } from '../ports.ts';

/** Where the settings of the wall display are kept. */
export const wallEntry = 'wall';

/**
 * Whether the window starts as the wall display: by the argument `--wall`, or because it is set so. Read by hand, as the zoom is:
 * whether the window may stay hidden is asked before zod and the settings are there.
 */
export function startsInWall(argv: readonly string[], store: Pick<KeyValue, 'get'>): boolean {
  if (argv.includes('--wall')) return true;
  const kept = jsonIn(store.get(wallEntry));
  return isRecord(kept) && kept['startsIn'] === true;
}
