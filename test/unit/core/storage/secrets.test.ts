import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSecrets } from '../../../../electron/core/storage/secrets.ts';
import { fakeLog } from '../../../fakes/ports.ts';

let folder: string;
const log = fakeLog();
const newSecrets = () => createSecrets(folder, log);
const fileOf = (name: string) => path.join(folder, 'sealed', `sealed.${name}.entry`);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'max-desk-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a list or a token that was half written at a loss of power is cleared away at the next start', () => {
  const secrets = newSecrets();
  for (const key of ['sealed.units.north', 'sealed.tokens.north']) secrets.set(key, 'x');
  for (const name of ['units', 'tokens'])
    writeFileSync(path.join(folder, 'sealed', `sealed.${name}.north.entry.0123.unfinished`), 'x');
  const next = newSecrets();
  expect(readdirSync(path.join(folder, 'sealed'))).toEqual([
    'sealed.tokens.north.entry',
    'sealed.units.north.entry',
  ]);
  expect(next.get('sealed.tokens.north')).toBe('x');
});

test('a list of units is kept apart: a new token neither reads nor writes it', () => {
  const secrets = newSecrets();
  secrets.set('sealed.units.north', 'x'.repeat(1_000_000));
  secrets.set('sealed.tokens.north', 'token');
  expect(statSync(fileOf('tokens.north')).size).toBeLessThan(20_000);
  expect(newSecrets().get('sealed.units.north')).toHaveLength(1_000_000);
  secrets.remove('sealed.units.north');
  expect(readdirSync(path.join(folder, 'sealed'))).toEqual(['sealed.tokens.north.entry']);
});

test('tokens are kept apart: a new one neither reads nor writes what else there is', () => {
  const secrets = newSecrets();
  secrets.set('sealed.metadata.north', 'metadata');
  const before = statSync(fileOf('metadata.north')).mtimeMs;
  secrets.set('sealed.tokens.north', 'token');
  secrets.set('sealed.tokens.north', 'newer');
  expect(statSync(fileOf('metadata.north')).mtimeMs).toBe(before);
  const next = newSecrets();
  expect(next.get('sealed.tokens.north')).toBe('newer');
  expect(next.keys().sort()).toEqual(['sealed.metadata.north', 'sealed.tokens.north']);
  next.remove('sealed.tokens.north');
  expect(readdirSync(path.join(folder, 'sealed'))).toEqual(['sealed.metadata.north.entry']);
});

test.runIf(process.platform !== 'win32')(
  'a pipe that has the name of a token is a failure of the storage, not a wait',
  () => {
    const secrets = newSecrets();
    secrets.set('sealed.tokens.north', 'token');
    const entry = fileOf('tokens.north');
    rmSync(entry);
    execFileSync('mkfifo', [entry]);
    const failure = expect.objectContaining({ code: 'storage', details: { file: entry, text: 'EISDIR' } });
    expect(() => secrets.get('sealed.tokens.north')).toThrow(failure);
  },
);
