import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { connections } from '../../../electron/command-line/commands/connections.ts';
import { logout } from '../../../electron/command-line/commands/logout.ts';
import { simulateCommand } from '../../../electron/command-line/commands/simulate.ts';
import { chooseConnection } from '../../../electron/command-line/connection.ts';
import { createContext } from '../../../electron/command-line/context.ts';
import { commonOptions } from '../../../electron/command-line/options.ts';
import { AppError } from '../../../electron/core/errors.ts';
import type { PolicySource } from '../../../electron/core/settings/policy-source.ts';
import { fileWith } from '../../fakes/connection.ts';

const origin = '/etc/max-desk/policy.json';
const readPolicySources = vi.hoisted(() => vi.fn<() => Promise<PolicySource[]>>());
vi.mock('../../../electron/core/settings/policy-sources.ts', () => ({ readPolicySources }));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'max-desk-managed-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A run of the command line on a computer with this policy. */
function run(values: Record<string, unknown>, connection?: string) {
  readPolicySources.mockResolvedValue([{ values, origin }]);
  const written: string[] = [];
  const defaults = Object.keys(commonOptions).map((name) => [name, undefined]);
  const context = createContext({
    options: { ...Object.fromEntries(defaults), quiet: true, connection, home: path.join(folder, 'home') },
    env: {},
    output: { write: async (text: string) => void written.push(text) } as never,
    signals: { interrupted: new AbortController().signal, take: () => undefined },
    loadSimulator: () => Promise.reject(new Error('It was started.')),
  });
  return { context, written };
}
function file(name: string, changes: Record<string, unknown> = {}): string {
  const place = path.join(folder, `${name}.json`);
  writeFileSync(place, fileWith({ name, ...changes }));
  return place;
}
const theirs = { connections: [JSON.parse(fileWith({ name: 'Theirs' }))] };

test('a connection of the organisation is known, needs no naming, and stays', async () => {
  const { context, written } = run(theirs);
  expect(await chooseConnection(context)).toMatchObject({ connection: { name: 'Theirs' }, origin });
  await connections.run(context, { options: { format: 'json' }, operands: ['list'] });
  expect(JSON.parse(written.join(''))).toMatchObject([{ name: 'Theirs', origin }]);
  const removal = connections.run(context, { options: {}, operands: ['remove', 'Theirs'] });
  await expect(removal).rejects.toMatchObject({ code: 'managed' });
});

test('a host that is not allowed is refused, in a file as well as one that is to be imported', async () => {
  const foreign = file('Foreign', { 'api.baseUrl': 'https://collect.example.net' });
  const { context } = run({ ...theirs, allowedHosts: [] }, foreign);
  const refused = { code: 'managed', details: { host: 'collect.example.net', file: origin } };
  await expect(chooseConnection(context)).rejects.toMatchObject(refused);
  const importing = connections.run(context, { options: {}, operands: ['import', foreign] });
  await expect(importing).rejects.toMatchObject(refused);
});

test('a host that is not allowed is not asked either, whoever has named it', async () => {
  const { context } = run({ ...theirs, allowedHosts: [] });
  const refused = { code: 'managed', details: { host: 'collect.example.net', file: origin } };
  await expect(context.http('https://collect.example.net/token', {})).rejects.toMatchObject(refused);
});

test('whoever signed in before a host was forbidden can be signed out', async () => {
  const foreign = file('Foreign', { 'api.baseUrl': 'https://collect.example.net' });
  const { context } = run({ allowedHosts: [] }, foreign);
  await logout.run(context, { options: { all: true, connection: foreign }, operands: [] });
  const forgetting = logout.run(context, { options: { connection: foreign }, operands: [] });
  await expect(forgetting).rejects.toMatchObject({ code: 'sign-in-needed' });
});

test('a host that was not decided about goes on as before', async () => {
  const { context } = run({ clipboardSeconds: 30 }, file('Own'));
  expect(await chooseConnection(context)).toMatchObject({ connection: { name: 'Own' } });
});

describe.each([
  ['wrong', () => run({ allowedHost: [] }, file('Own'))],
  [
    'not to be read',
    () => {
      const made = run({}, file('Own'));
      readPolicySources.mockRejectedValue(new AppError('policy', 'It cannot be read.'));
      return made;
    },
  ],
])('a policy that is %s', (_what, make) => {
  test('allows nothing', async () => {
    await expect(chooseConnection(make().context)).rejects.toMatchObject({ code: 'policy' });
  });

  test('keeps nobody from signing out, by the file or by the name (R28)', async () => {
    await connections.run(run({}).context, { options: {}, operands: ['import', file('Own')] });
    const { context } = make();
    for (const connection of [context.options.connection, 'Own', undefined]) {
      const options = { ...context.options, connection };
      const one = logout.run({ ...context, options }, { options, operands: [] });
      // Nobody is signed in: it came that far.
      await expect(one).rejects.toMatchObject({ code: 'sign-in-needed' });
    }
  });
});

test('a simulated service that is switched off plays no recording', async () => {
  const { context } = run({ simulator: false });
  const playing = simulateCommand.run(context, {
    options: { speed: '1', port: '0', format: 'json' },
    operands: ['recording.jsonl'],
  });
  await expect(playing).rejects.toMatchObject({ code: 'managed', details: { key: 'simulator' } });
});
