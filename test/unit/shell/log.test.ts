import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createLog } from '../../../electron/shell/log.ts';

let folder: string;
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'max-desk-log-')), 'logs');
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(path.dirname(folder), { recursive: true });
});

const read = (name = 'main.log') => readFileSync(path.join(folder, name), 'utf8');
const messages = (text: string) =>
  text
    .trim()
    .split(/\r?\n/)
    .map((line) => (JSON.parse(line) as { message: string }).message);

describe('the log file', () => {
  test('has what was logged before it was opened, and after, as it is', async () => {
    const log = createLog();
    log.info('before');
    expect(() => read()).toThrow();
    await log.open(folder);
    log.warn('%c after %s {text}', { host: '%d' });
    expect(messages(read())).toEqual(['before', '%c after %s {text}']);
  });

  test.skipIf(process.platform === 'win32')('is for its owner only', async () => {
    const log = createLog();
    await log.open(folder);
    log.info('x');
    expect(statSync(path.join(folder, 'main.log')).mode & 0o777).toBe(0o600);
  });

  test('is put aside when it has grown, and the oldest goes', async () => {
    const log = createLog();
    await log.open(folder);
    const long = 'word '.repeat(700);
    for (let number = 0; number < 1_800; number++) log.info(`line ${number}`, { long });
    expect(readdirSync(folder).sort()).toEqual(['main.1.log', 'main.2.log', 'main.3.log', 'main.log']);
    for (const name of readdirSync(folder))
      expect(statSync(path.join(folder, name)).size).toBeLessThan(1.1 * 1024 * 1024);
    expect(messages(read()).at(-1)).toBe('line 1799');
    const [first] = messages(read());
    expect(messages(read('main.1.log')).at(-1)).toBe(`line ${Number(first?.slice(5)) - 1}`);
  });

  test('that cannot be had is said, and nothing fails', async () => {
    writeFileSync(folder, 'a file in its place');
    const log = createLog();
    await log.open(path.join(folder, 'below'));
    expect(() => log.info('x')).not.toThrow();
    const said = vi.mocked(process.stderr.write).mock.calls.map(([line]) => String(line));
    expect(said.filter((line) => line.includes('there is no log file'))).toHaveLength(1);
  });
});
