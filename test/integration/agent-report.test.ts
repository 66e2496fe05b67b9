/** Reports by the window: the command line gets the file that the window saves, from the same ledger. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ExportFormat } from '../../electron/contract/names.ts';
import { type ReportLanguage, reportGroups, reportRows } from '../../electron/contract/report.ts';
import { last30Days, periodOf } from '../../electron/contract/report-period.ts';
import type { ReportSubject } from '../../electron/contract/report-words.ts';
import type { Unit } from '../../electron/contract/units.ts';
import { systemClock } from '../../electron/core/ports.ts';
import { saveReport } from '../../renderer/units/report/save-report.ts';
import { type AgentWindow, agentWindow } from '../fakes/agent.ts';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import { secretsIn } from '../fakes/canary.ts';
import { type CommandLineUser, commandLineUser } from '../fakes/command-line-user.ts';
import { plainIn } from '../fakes/sealed-text.ts';
import { type Simulator, start } from '../fakes/simulator.ts';

/** Noon of a day that is over: all questions about it have the same answer, whenever they are asked. */
const noon = new Date(Date.now() - 86_400_000).setHours(12, 0, 0, 0);
const yesterday = last30Days(noon).last;
const days = ['--from', yesterday, '--to', yesterday];

let cli: Bundled;
let simulator: Simulator;
let window: AgentWindow;
let user: CommandLineUser;
let units: Unit[];
/** Where the window's clock stands, ms since 1970; undefined while it goes like this computer's. */
let standing: number | undefined;

beforeAll(async () => {
  cli = await bundle('cli', 'cli.cjs');
});
afterAll(async () => {
  await cli.remove();
});
beforeEach(async () => {
  standing = undefined;
  units = [];
  simulator = await start({ units: 12, pageSize: 5, eventsPerSecond: 0 });
  window = await agentWindow(simulator, {
    people: ['Sam Sample', 'Tessa Kraft'],
    parts: {
      regionalLocale: 'de-DE',
      clock: { ...systemClock, now: () => standing ?? Date.now() },
      chooseExportFile: async () => path.join(window.folder, 'window'),
      send(event, value) {
        if (event === 'unitsPage' && 'units' in value) units.push(...value.units);
      },
    },
  });
  user = commandLineUser(cli.file);
  user.env = {
    ...user.env,
    XDG_RUNTIME_DIR: window.folder,
    LANG: 'de_DE.UTF-8',
    ...(process.env['TZ'] === undefined ? {} : { TZ: process.env['TZ'] }),
  };
});
afterEach(async () => {
  user.end();
  window.close();
  await simulator.close();
});

const file = () => path.join(window.folder, 'window');
const runReport = (...args: string[]) => user.run(['report', ...args]);

async function pair(choice: Parameters<AgentWindow['allow']>[0] = {}): Promise<void> {
  const { ended } = user.start(['agent', 'pair']);
  await window.allow(choice);
  expect((await ended).status).toBe(0);
}

/** Reads the list some times in a quarter of an hour of yesterday: so long somebody has looked. */
async function watched(): Promise<void> {
  const { handlers } = window.desk;
  for (let time = 0; time < 10; time += 1) {
    standing = noon + time * 100_000;
    units = [];
    await handlers.listUnits({ run: time + 1 });
  }
  standing = noon + 6 * 3_600_000;
  const [first] = units;
  const ids = units.filter(({ condition }) => condition === 'out-of-service').map(({ id }) => [id]);
  expect(ids.length).toBeGreaterThan(0);
  const to = noon + 3_600_000;
  const [out] = await handlers.groupAvailability({ from: noon, to, groups: ids });
  expect([first?.id === undefined, out?.outages, out?.out]).toEqual([false, 1, expect.any(Number)]);
  expect(out?.out).toBeGreaterThan(600_000);
}

/** Saves what the window's dialog saves. */
async function savedByWindow(format: ExportFormat, subject: ReportSubject, language: ReportLanguage) {
  const { handlers } = window.desk;
  const period = periodOf({ first: yesterday, last: yesterday }, Date.now());
  if (typeof period === 'string') throw new Error(period);
  const groups = reportGroups(units, subject, language);
  const parts = reportRows(groups, async (each) => handlers.groupAvailability({ ...period, groups: each }));
  const call = (name: keyof typeof handlers, input: never) => handlers[name](input);
  await saveReport({ call } as never, { parts, subject, format, language }, 'report');
  return readFileSync(file());
}

describe('max-desk report by the window', () => {
  test('makes, byte for byte, the file that the window saves, in every form and language', async () => {
    await pair({ right: 'calls', account: 'tessa.kraft@example.com' });
    await watched();
    for (const [format, by, lang] of [
      ['csv', 'unit', 'en'],
      ['json', 'site', 'de'],
      ['excel', 'type', 'de'],
      ['excel', 'unit', 'en'],
    ] as const) {
      const expected = await savedByWindow(format, by, lang);
      const output = path.join(user.folder, `${by}.${format}`);
      const how = [...days, '--by', by, '--format', format, '--lang', lang];
      const { status, err, out } = await runReport(...how, '--output', output);
      expect([status, err, out]).toEqual([0, expect.stringContaining('in memory only'), '']);
      expect(readFileSync(output)).toEqual(expected);
      expect(Buffer.from((await runReport(...how)).out)).toEqual(expected);
      expect(expected.length).toBeGreaterThan(100);
    }
    expect(secretsIn((await runReport(...days, '--verbose')).err)).toEqual([]);
    expect(plainIn(user.bytesOnDisk(), ['PRIVATE', 'tessa'])).toEqual([]);
  });

  test('says what is missing: the pairing, the list, the account, the window', async () => {
    expect(await user.failure(['report'])).toMatchObject({
      status: 3,
      code: 'agent-refused',
      hint: expect.stringContaining('--ledger'),
    });
    await pair({ account: 'tessa.kraft@example.com' });
    expect(await user.failure(['report'])).toMatchObject({
      status: 4,
      code: 'agent-unavailable',
      message: expect.stringContaining('list of units'),
    });
    await watched();
    expect((await runReport(...days)).status).toBe(0);
    const { accounts } = window.state().session;
    const sam = accounts.find(({ email }) => email?.startsWith('sam'));
    await window.desk.handlers.switchAccount({ id: sam?.id ?? '' });
    expect(await user.failure(['report', ...days])).toMatchObject({
      status: 4,
      code: 'agent-unavailable',
      message: expect.stringContaining('another account'),
    });
    await window.desk.handlers.changeSettings({ agent: false });
    await vi.waitFor(() => expect(window.state().agent.phase).toBe('off'));
    expect(await user.failure(['report', ...days])).toMatchObject({ status: 4, code: 'agent-unavailable' });
  });

  test('is a use of a grant for once, and ends with a grant that is withdrawn', async () => {
    await pair({ term: 'once', account: 'tessa.kraft@example.com' });
    await watched();
    expect((await runReport(...days)).status).toBe(0);
    expect(await user.failure(['report', ...days])).toMatchObject({ status: 3, code: 'agent-withdrawn' });
  });

  test('is there for a program that uses nothing of ours', async () => {
    const client = path.join(import.meta.dirname, 'agent-plain-client.mjs');
    const keep = path.join(user.folder, 'plain');
    const pairing = spawn(process.execPath, [client, window.socket, keep, 'pair', 'Plain'], {
      stdio: 'ignore',
    });
    const paired = new Promise((resolve) => pairing.once('close', resolve));
    await window.allow({ right: 'calls', account: 'tessa.kraft@example.com' });
    expect(await paired).toBe(0);
    await watched();
    const args = ['report', String(noon), String(noon + 3_600_000), 'type'];
    const answers = await new Promise<string>((resolve) => {
      const asking = spawn(process.execPath, [client, window.socket, keep, ...args]);
      let text = '';
      asking.stdout.on('data', (part: Buffer) => {
        text += part;
      });
      asking.once('close', () => resolve(text));
    });
    const [head, rows, end] = answers
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(head).toMatchObject({
      type: 'report',
      by: 'type',
      units: 12,
      fields: expect.arrayContaining(['type', 'outages']),
    });
    expect(rows).toMatchObject({
      type: 'rows',
      rows: [
        ['Elevator', expect.any(Number), expect.any(Number), 97.5, 1, 15, null, 45, 0, 0],
        expect.any(Array),
      ],
    });
    expect(end).toMatchObject({ type: 'end', challenge: expect.any(String) });
  });
});
