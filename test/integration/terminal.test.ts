/** `npm start` where there is neither display nor browser. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { ensureBuilt } from '../../build/bundle.ts';
import { startInTerminal } from '../../build/terminal.ts';
import { fileWith } from '../fakes/connection.ts';

let folder: string;
let said: string[];

beforeAll(ensureBuilt, 120_000);
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'max-desk-terminal-'));
  said = [];
  for (const method of ['log', 'error'] as const)
    vi.spyOn(console, method).mockImplementation((text: string) => void said.push(text));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

test('signs in on simulated data, shows units and what changes live, and says what to do next, with exit status 0', async () => {
  expect(await startInTerminal(undefined, 'There is no display')).toBe(0);
  const text = said.join('\n');
  expect(text).toMatch(/^There is no display: this is MAX Desk in the terminal, on simulated data\./);
  expect(text).toContain('Signed in as Technical Account (technical.account@example.com), token until ');
  expect(text).toMatch(/^DE-\d+ +\S.*Berlin/m);
  expect(text).toContain('… and 1233 more units.');
  const [, live = '', next] = text.split(/\nLive:\n|\n\nWhat next:\n/);
  const changes = live.split('\n');
  expect(changes).toHaveLength(12);
  for (const change of changes) expect(change).toMatch(/^ {2}\S.* {2}[A-Z]{2}-\d+ {2}\S/);
  expect(next).toContain('npm start');
  expect(text).not.toContain('eyJ');
});

test('with a connection of one’s own says how a technical account signs in, with exit status 0', async () => {
  const file = path.join(folder, 'max.json');
  await writeFile(file, fileWith());
  expect(await startInTerminal(file, 'There is no display')).toBe(0);
  expect(said.join('\n')).toContain(`units --connection ${file} --technical-account USER`);
});

test('with a broken one names the key, with exit status 1', async () => {
  const file = path.join(folder, 'max.json');
  await writeFile(file, '{"name":"MAX","identity":{"protocol":"saml"}}');
  expect(await startInTerminal(file, 'There is no display')).toBe(1);
  expect(said.join('\n')).toContain('"identity.protocol"');
});
