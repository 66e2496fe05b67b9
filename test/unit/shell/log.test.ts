import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
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
  test('has what was logged before it was opened, and after, as it is', () => {
    const log = createLog();
    log.info('before');
    expect(() => read()).toThrow();
    log.open(folder);
    log.warn('%c after %s {text}', { host: '%d' });
    expect(messages(read())).toEqual(['before', '%c after %s {text}']);
  });

  test.skipIf(process.platform === 'win32')('is for its owner only', () => {
    const log = createLog();
    log.open(folder);
    log.info('x');
    expect(statSync(path.join(folder, 'main.log')).mode & 0o777).toBe(0o600);
  });

  test('is put aside when it has grown, and the oldest goes', () => {
    const log = createLog();
    log.open(folder);
    const long = 'word '.repeat(700);
    for (let number = 0; number < 1_800; number++) log.info(`line ${number}`, { long });
    expect(readdirSync(folder).sort()).toEqual(['main.1.log', 'main.2.log', 'main.3.log', 'main.log']);
    for (const name of readdirSync(folder))
      expect(statSync(path.join(folder, name)).size).toBeLessThan(1.1 * 1024 * 1024);
    expect(messages(read()).at(-1)).toBe('line 1799');
    const [first] = messages(read());
    expect(messages(read('main.1.log')).at(-1)).toBe(`line ${Number(first?.slice(5)) - 1}`);
  });

  test('whose folder is deleted while the app runs is made anew, for its owner only', () => {
    const log = createLog();
    log.open(folder);
    log.info('before');
    rmSync(folder, { recursive: true });
    log.info('after');
    log.info('later');
    expect(messages(read())).toEqual(['after', 'later']);
    if (process.platform !== 'win32') {
      expect(statSync(path.join(folder, 'main.log')).mode & 0o777).toBe(0o600);
    }
  });

  test('that is deleted alone is made anew too', () => {
    const log = createLog();
    log.open(folder);
    log.info('before');
    rmSync(path.join(folder, 'main.log'));
    log.info('after');
    expect(messages(read())).toEqual(['after']);
  });

  test('that the disk refuses for a while gets its lines afterwards, and how many are missing', () => {
    const log = createLog();
    log.open(folder);
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'a file in its place');
    for (let number = 0; number < 600; number++) log.info(`line ${number}`);
    const said = vi.mocked(process.stderr.write).mock.calls.map(([line]) => String(line));
    expect(said.filter((line) => line.includes('the log file cannot be written'))).toHaveLength(1);
    rmSync(folder);
    log.info('last');
    const written = messages(read());
    expect(written.slice(0, 3)).toEqual(['line 0', 'the log file cannot be written', 'line 1']);
    expect(written.at(-1)).toBe('lines are missing in the log file');
    expect(read()).toContain('{"lost":102}');
  });

  test.skipIf(process.platform === 'win32')(
    'whose place a pipe has takes it, and nothing waits for a reader',
    () => {
      mkdirSync(folder, { recursive: true });
      execFileSync('mkfifo', [path.join(folder, 'main.log')]);
      const log = createLog();
      log.open(folder);
      log.info('x');
      expect(messages(read())).toEqual(['x']);
      expect(readdirSync(folder)).toEqual(['main.log', expect.stringMatching(/^main\.log\.damaged-\d+$/)]);
    },
  );

  test('that cannot be had is said, and nothing fails', () => {
    writeFileSync(folder, 'a file in its place');
    const log = createLog();
    log.open(path.join(folder, 'below'));
    expect(() => log.info('x')).not.toThrow();
    const said = vi.mocked(process.stderr.write).mock.calls.map(([line]) => String(line));
    expect(said.filter((line) => line.includes('there is no log file'))).toHaveLength(1);
  });
});
