import { createSecretKey } from 'node:crypto';
import type { LedgerFolder } from '../../electron/core/ledger/ledger-folder.ts';
import { type LedgerStore, openLedgerStore } from '../../electron/core/ledger/ledger-store.ts';
import type { Stretch } from '../../electron/core/ledger/observed-times.ts';
import type { LedgerView } from '../../electron/core/ledger/tally-units.ts';
import { fakeClock, fakeLog } from './ports.ts';

export const ledgerTestKey = createSecretKey(Buffer.alloc(32, 7));

/** Opens the ledger in a folder, with a clock that stands at 0 unless given. */
export function openTestLedger(
  folder: LedgerFolder,
  parts: Partial<Parameters<typeof openLedgerStore>[0]> = {},
): Promise<LedgerStore> {
  return openLedgerStore({
    folder,
    key: ledgerTestKey,
    clock: fakeClock(0),
    log: fakeLog(),
    onChange: () => undefined,
    ...parts,
  });
}

/** What questions are asked of. @param end the present, ms since 1970 */
export function viewOf(
  { ledger }: Pick<LedgerStore, 'ledger'>,
  end = ledger.view().end,
  maintenance: (id: string) => readonly Stretch[] = () => [],
): LedgerView {
  return { ...ledger.view(), end, maintenance, breath: () => undefined };
}
