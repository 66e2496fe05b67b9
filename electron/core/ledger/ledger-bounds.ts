import { isQuarantined } from '../storage/file-store.ts';
import type { Ledger } from './ledger.ts';
import type { LedgerFolder } from './ledger-folder.ts';

/**
 * Removes the oldest segments, and before them what was put aside. For its age one goes at most: as many go as come.
 * Rejects with `storage`.
 * @param bytes of all files together
 * @param since what ended before it goes, ms since 1970
 */
export async function keepBounds(
  folder: LedgerFolder,
  ledger: Ledger,
  bytes: number,
  since: number,
): Promise<void> {
  const sizes = await folder.list();
  let sum = [...sizes.values()].reduce((all, size) => all + size, 0);
  for (const [name, size] of sizes) {
    if (sum <= bytes) break;
    if (!isQuarantined(name)) continue;
    await folder.remove(name);
    sum -= size;
  }
  for (const [index, segment] of ledger.segments().entries()) {
    const isTooOld = index === 0 && segment.to < since;
    if (!isTooOld && sum <= bytes) break;
    // Nobody may be reading it when it goes.
    ledger.replace(segment);
    await folder.remove(segment.file).catch((error: unknown) => {
      ledger.bringBack(segment);
      throw error;
    });
    sum -= segment.size;
  }
}

/** How many damaged files there are. Rejects with `storage`. */
export async function countSetAside(folder: LedgerFolder): Promise<number> {
  return [...(await folder.list()).keys()].filter(isQuarantined).length;
}
