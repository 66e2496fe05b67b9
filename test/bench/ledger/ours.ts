import { createSecretKey, type KeyObject } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fleetHistoryOf } from '../../../electron/core/ledger/fleet-history.ts';
import { createDiskFolder } from '../../../electron/core/ledger/ledger-folder.ts';
import { type LedgerStore, openLedgerStore } from '../../../electron/core/ledger/ledger-store.ts';
import { createBreath } from '../../../electron/core/ledger/tally-units.ts';
import { unitHistoryOf } from '../../../electron/core/ledger/unit-history.ts';
import { fakeLog } from '../../fakes/ports.ts';
import { conditions, type Past, pastBegin, pastLength, relive, unitId } from './past.ts';

/** Whose past it is, from when on (ms since 1970), and what seals it. */
interface PastOf {
  begin: number;
  idOf: (unit: number) => string;
  key: KeyObject;
}
const measured: PastOf = {
  begin: pastBegin,
  idOf: unitId,
  key: createSecretKey(Buffer.alloc(32, 1)),
};
const minute = 60_000;
/** Records per chunk while the past is made: as many as some seconds of a busy fleet bring. */
const batch = 20_000;

/** Opens the ledger in a folder. @param now ms since 1970 */
export function openOurs(folder: string, now: () => number, { key } = measured): Promise<LedgerStore> {
  return openLedgerStore({
    folder: createDiskFolder(folder),
    key,
    // Written by hand, batch after batch.
    clock: { now, steady: () => performance.now(), later: () => () => undefined },
    log: fakeLog(),
    onChange: () => undefined,
  });
}

/** Takes a past down, with a minute in each hour in which nobody looked. */
export async function makeOurs(folder: string, past: Past, of = measured): Promise<void> {
  const { begin, idOf } = of;
  let now = begin;
  const store = await openOurs(folder, () => now, of);
  let looked = begin;
  let written = 0;
  await relive(
    past,
    (unit, at, condition) => {
      now = at;
      for (; looked + 60 * minute <= at; looked += 60 * minute)
        store.ledger.look(looked, looked + 59 * minute);
      store.ledger.tell(idOf(unit), at, conditions[condition] ?? 'unknown', 'event');
      written += 1;
      return written % batch === 0 ? store.flush() : undefined;
    },
    begin,
  );
  await store.flush();
  await store.close();
}

export const end = pastBegin + pastLength;
const month = 30 * 86_400_000;

const viewOf = ({ ledger }: LedgerStore) => ({
  ...ledger.view(),
  end,
  maintenance: () => [],
  breath: createBreath(() => performance.now()),
});

export const monthOfUnit = (store: LedgerStore, unit: number) =>
  unitHistoryOf(viewOf(store), unitId(unit), { from: end - month, to: end });

export const monthOfFleet = (store: LedgerStore) =>
  fleetHistoryOf(viewOf(store), { from: end - month, to: end });

/** Bytes of everything in a folder. */
export function bytesIn(folder: string): number {
  return readdirSync(folder).reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);
}
