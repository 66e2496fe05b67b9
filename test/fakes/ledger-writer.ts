/**
 * A process that takes down changes in an endless loop until it is killed: `node ledger-writer.ts FOLDER`. It prints the
 * number of each round once what it has told is promised to be on the disk.
 */
import { writeSync } from 'node:fs';
import { createDiskFolder } from '../../electron/core/ledger/ledger-folder.ts';
import { openLedgerStore } from '../../electron/core/ledger/ledger-store.ts';
import { ledgerTestKey } from './ledger.ts';
import { fakeLog } from './ports.ts';

let round = Number(process.argv[3] ?? 0);
const store = await openLedgerStore({
  folder: createDiskFolder(process.argv[2] ?? ''),
  key: ledgerTestKey,
  // Written by hand; a time is the number of its round.
  clock: { now: () => round, steady: () => performance.now(), later: () => () => undefined },
  log: fakeLog(),
  // A journal of a few rounds, so that many are killed while they become segments.
  limits: { journalBytes: 1_500, journalAge: Number.POSITIVE_INFINITY },
  onChange: () => undefined,
});

for (;;) {
  round += 1;
  store.ledger.tell('every round', round, round % 2 === 0 ? 'in-service' : 'out-of-service', 'event');
  // New units all the time.
  store.ledger.tell(`unit ${round}`, round, 'limited', 'list');
  store.ledger.look(round - 1, round);
  await store.flush();
  if (store.state().failed) throw new Error('The disk has refused.');
  // Synchronous, because a stream would lose buffered lines when the process is killed.
  writeSync(1, `${round}\n`);
}
