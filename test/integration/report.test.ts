/** What the window's report asks of the desk: availability of groups of units, and a page as a file. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDesk, type Desk } from '../../electron/core/desk.ts';
import { AppError } from '../../electron/core/errors.ts';
import { type DeskFakes, deskPorts } from '../fakes/desk.ts';
import { type Simulator, start } from '../fakes/simulator.ts';
import { systemBrowser } from '../fakes/system-browser.ts';

let simulator: Simulator;
let folder: string;
let desk: Desk | undefined;

beforeEach(async () => {
  simulator = await start({ units: 20, eventsPerSecond: 0 });
  folder = mkdtempSync(path.join(tmpdir(), 'max-desk-report-'));
});
afterEach(async () => {
  desk?.close();
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
});

async function signedIn(own: Partial<DeskFakes> = {}): Promise<Desk> {
  const browser = systemBrowser({ press: 'Continue as Sam Sample' });
  desk = createDesk(deskPorts({ browser: (url) => browser.open(url), ...own }));
  const file = { text: JSON.stringify(simulator.connection), origin: '/files/max.json' };
  await desk.open(file, { remember: true, subscriptionKey: simulator.subscriptionKey });
  await desk.handlers.signIn(undefined);
  return desk;
}

test('each group of a report has the outages of its units, and one that nobody knows has none', async () => {
  const units: { id: string; condition: string }[] = [];
  const { handlers } = await signedIn({
    send: (event, value) => {
      if (event === 'unitsPage' && 'units' in value) units.push(...value.units);
    },
  });
  await handlers.listUnits({ run: 1 });
  const idsOf = (isOut: boolean) =>
    units.filter(({ condition }) => (condition === 'out-of-service') === isOut).map(({ id }) => id);
  const to = Date.now() + 1_000;
  const groups = [idsOf(true), idsOf(false), ['nobody-knows']];
  expect(groups[0]?.length).toBeGreaterThan(0);
  // An outage that is as old as the question has no length yet.
  await expect
    .poll(async () => (await handlers.groupAvailability({ from: to - 3_600_000, to, groups }))[0]?.outages)
    .toBe(groups[0]?.length);
  const [, running, unknown] = await handlers.groupAvailability({ from: to - 3_600_000, to, groups });
  expect(running?.outages).toBe(0);
  expect(unknown).toEqual({
    ...{ least: null, most: null, unwatched: 0, maintenance: 0, out: 0, outages: 0, repair: null },
    // Nothing is ever said of it.
    unrecorded: expect.closeTo(3_600_000, -5),
  });
});

test('a page is saved where the person chooses, under a name that is valid; cancelled, nothing is printed', async () => {
  let printed = 0;
  const names: string[] = [];
  let choice: string | undefined = path.join(folder, 'report.pdf');
  const { handlers } = await signedIn({
    printPage: async () => {
      printed += 1;
      return Buffer.from('%PDF-1.4 page');
    },
    chooseExportFile: async (name) => {
      names.push(name);
      return choice;
    },
  });
  expect(await handlers.savePage({ suggestedName: '../a/b' })).toEqual({ file: choice });
  expect(readFileSync(path.join(folder, 'report.pdf'), 'utf8')).toBe('%PDF-1.4 page');
  expect(names[0]).toMatch(/^[^/\\]+\.pdf$/);
  choice = undefined;
  expect(await handlers.savePage({ suggestedName: 'b' })).toBeNull();
  expect(printed).toBe(1);
});

test('a page that cannot be printed leaves no file behind', async () => {
  const { handlers } = await signedIn({
    printPage: async () => {
      throw new AppError('unexpected', 'The page could not be printed.');
    },
    chooseExportFile: async (name) => path.join(folder, name),
  });
  await expect(handlers.savePage({ suggestedName: 'a' })).rejects.toMatchObject({ code: 'unexpected' });
  await expect.poll(() => readdirSync(folder)).toEqual([]);
});
