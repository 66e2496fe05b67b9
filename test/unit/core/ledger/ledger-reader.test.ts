import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { groupAvailabilityOf } from '../../../../electron/core/ledger/group-availability.ts';
import { answered } from '../../../../electron/core/ledger/ledger-answers.ts';
import { createDiskFolder } from '../../../../electron/core/ledger/ledger-folder.ts';
import type { usualLimits } from '../../../../electron/core/ledger/ledger-limits.ts';
import { readLedger } from '../../../../electron/core/ledger/ledger-reader.ts';
import { ledgerTestKey, openTestLedger } from '../../../fakes/ledger.ts';
import { fakeClock } from '../../../fakes/ports.ts';

let folder: string;
beforeEach(() => {
  breaths = 0;
  meanwhile = () => undefined;
  folder = mkdtempSync(path.join(tmpdir(), 'max-desk-reader-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** How often a reader could let others have their turn: it grows with what it reads. */
let breaths = 0;
/** Called at each of these times. */
let meanwhile: () => void;
const read = () =>
  readLedger(folder, {
    key: ledgerTestKey,
    breath() {
      breaths += 1;
      meanwhile();
      return undefined;
    },
  });

/** How often the unit was out, as a reader finds it. */
async function outagesRead(id = 'a'): Promise<{ outages: number | undefined; damaged: readonly string[] }> {
  const ledger = await read();
  const around = { clock: fakeClock(1e6), untold: () => undefined, maintenance: () => [] };
  const [found] = await answered(ledger, around, (view) =>
    groupAvailabilityOf(view, { from: 0, to: 1e6 }, [[id]]),
  );
  await ledger.close();
  return { outages: found?.outages, damaged: ledger.damaged };
}

/** A writer whose journals become segments after a few rounds. */
async function writer(limits: Partial<typeof usualLimits> = { journalBytes: 900 }) {
  const clock = fakeClock(0);
  const store = await openTestLedger(createDiskFolder(folder), { clock, limits });
  let round = 0;
  return {
    store,
    /** The unit goes out, and is back. */
    async outage(): Promise<void> {
      round += 1;
      clock.move(100);
      for (const condition of ['out-of-service', 'in-service'] as const) {
        clock.move(100);
        store.ledger.tell('a', clock.now(), condition, 'event');
      }
      store.ledger.tell(`unit ${round}`, clock.now(), 'limited', 'list');
      await store.flush();
    },
  };
}

const bytesOf = () =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'hex')]));

test('a reader finds all that was promised to be on the disk, whatever the writer is doing', async () => {
  const { store, outage } = await writer();
  await outage();
  let promised = 1;
  let isOver = false;
  const writing = (async () => {
    for (; promised < 60; promised += 1) await outage();
    isOver = true;
  })();
  let reads = 0;
  for (; !isOver; reads += 1) {
    const least = promised;
    const { outages, damaged } = await outagesRead();
    expect(damaged).toEqual([]);
    expect(outages).toBeGreaterThanOrEqual(least);
  }
  await writing;
  expect(reads).toBeGreaterThan(1);
  expect((await outagesRead()).outages).toBe(60);
  expect(readdirSync(folder).some((name) => name.endsWith('.segment'))).toBe(true);
  await store.close();
});

test('a reader changes nothing, neither what is torn nor what is damaged nor what is being written', async () => {
  const { store, outage } = await writer();
  for (let round = 0; round < 40; round += 1) await outage();
  await store.close();
  const names = readdirSync(folder);
  const journal = names.filter((name) => name.endsWith('.journal')).at(-1) ?? '';
  appendFileSync(path.join(folder, journal), Buffer.alloc(9, 1));
  writeFileSync(path.join(folder, 'units.unfinished'), 'half');
  const before = bytesOf();
  expect(await outagesRead()).toEqual({ outages: 40, damaged: [] });
  expect(bytesOf()).toEqual(before);

  const [segment = ''] = names.filter((name) => name.endsWith('.segment'));
  const bytes = readFileSync(path.join(folder, segment));
  bytes.fill(7, bytes.length - 40);
  writeFileSync(path.join(folder, segment), bytes);
  const harmed = bytesOf();
  const { outages, damaged } = await outagesRead();
  expect(damaged).toEqual([segment]);
  expect(outages).toBeLessThan(40);
  expect(bytesOf()).toEqual(harmed);
});

test('a folder that is not there yet is an empty ledger', async () => {
  folder = path.join(folder, 'later');
  expect(await outagesRead()).toEqual({ outages: 0, damaged: [] });
});

test('a reader that has the ids from before a journal was written anew reads again', async () => {
  const { store, outage } = await writer({ journalChunks: 4 });
  const units = path.join(folder, 'units');
  const rounds = async (count: number) => {
    for (let round = 0; round < count; round += 1) await outage();
  };
  await rounds(8);
  const older = readFileSync(units);
  await rounds(8);
  store.ledger.tell('late', 5_000, 'out-of-service', 'event');
  await rounds(8);
  await store.close();
  const newer = readFileSync(units);
  // The writer takes its step when the reader has the older ids already.
  writeFileSync(units, older);
  meanwhile = () => writeFileSync(units, newer);
  expect(await outagesRead('late')).toEqual({ outages: 1, damaged: [] });
});

test('a reader that finds damage reads once more, to be sure of it, and no more often', async () => {
  const { store, outage } = await writer();
  for (let round = 0; round < 40; round += 1) await outage();
  await store.close();
  await outagesRead();
  const once = breaths;
  const [segment = ''] = readdirSync(folder).filter((name) => name.endsWith('.segment'));
  writeFileSync(path.join(folder, segment), Buffer.alloc(300, 7));
  breaths = 0;
  expect((await outagesRead()).damaged).toEqual([segment]);
  expect([once > 0, breaths]).toEqual([true, 2 * once]);
});
