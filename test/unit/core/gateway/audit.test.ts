import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openAuditFile } from '../../../../electron/core/gateway/audit-file.ts';
import { createAuditLog } from '../../../../electron/core/gateway/audit-log.ts';
import type { EndedCall } from '../../../../electron/core/gateway/gateway-call.ts';

const disk = vi.hoisted(() => ({ refuses: false }));
vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  return {
    ...real,
    openSync: (...args: Parameters<typeof real.openSync>) => {
      if (disk.refuses) throw Object.assign(new Error('too many'), { code: 'EMFILE' });
      return real.openSync(...args);
    },
  };
});

const posix = process.platform !== 'win32';
const call: EndedCall = {
  client: 'grafana',
  method: 'GET',
  path: '/units',
  bytes: 12,
  status: 200,
  at: Date.UTC(2026, 10, 29),
  ms: 3.4,
};
const parsed = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('the audit log', () => {
  test('has a line of JSON for each call, on which a terminal runs nothing', async () => {
    let text = '';
    const log = createAuditLog(async (lines) => {
      text += lines;
    }, fail);
    log.record(call);
    log.record({
      ...call,
      client: undefined,
      path: '/\u009b2J\u202e"',
      status: 401,
      error: 'unknown-client',
    });
    await log.flush();
    expect(parsed(text)).toEqual([
      {
        time: '2026-11-29T00:00:00.000Z',
        client: 'grafana',
        method: 'GET',
        path: '/units',
        status: 200,
        ms: 3,
        bytes: 12,
      },
      {
        time: '2026-11-29T00:00:00.000Z',
        client: null,
        method: 'GET',
        path: '/\u009b2J\u202e"',
        status: 401,
        ms: 3,
        bytes: 12,
        error: 'unknown-client',
      },
    ]);
    expect(text).not.toMatch(/[\u009b\u202e]/);
    expect(log.lost()).toBe(0);
  });

  test('does not wait for a slow disk: what does not fit is counted, told once, and its place is marked', async () => {
    const said: string[] = [];
    const pieces: string[] = [];
    let go: () => void = () => undefined;
    let waits = true;
    const log = createAuditLog(
      (lines) => {
        pieces.push(lines);
        return waits ? new Promise<void>((resolve) => (go = resolve)) : Promise.resolve();
      },
      (text) => said.push(text),
    );
    const wide = { ...call, path: '/'.padEnd(200, 'x') };
    const count = 6_000;
    for (let i = 0; i < count; i += 1) log.record(wide);
    const lost = log.lost();
    expect(lost).toBeGreaterThan(0);
    expect(said).toHaveLength(1);
    waits = false;
    go();
    await log.flush();
    const lines = parsed(pieces.join(''));
    expect(lines.filter((line) => 'path' in line)).toHaveLength(count - lost);
    expect(lines.filter((line) => 'lost' in line).map((line) => line['lost'])).toEqual([lost]);
    log.record(call);
    await log.flush();
    expect(parsed(pieces.at(-1) ?? '')).toHaveLength(1);
  });

  test('goes on after a disk that was full', async () => {
    const said: string[] = [];
    let text = '';
    let isFull = true;
    const log = createAuditLog(
      async (lines) => {
        if (isFull) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
        text += lines;
      },
      (line) => said.push(line),
    );
    for (let i = 0; i < 3; i += 1) {
      log.record(call);
      await log.flush();
    }
    expect(said).toEqual(['Lines of the audit log are lost: they cannot be written (ENOSPC).']);
    isFull = false;
    log.record(call);
    await log.flush();
    expect(parsed(text)).toMatchObject([{ lost: 3 }, { path: '/units' }]);
    expect(log.lost()).toBe(3);
  });
});

function fail(text: string): void {
  throw new Error(text);
}

describe('a file of the audit log', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'max-desk-audit-'));
    file = path.join(folder, 'audit.log');
  });
  afterEach(() => {
    disk.refuses = false;
    rmSync(folder, { recursive: true });
  });

  test('is for its owner only, goes on where it was, and begins anew when it is full', async () => {
    writeFileSync(file, 'before\n', { mode: 0o600 });
    const audit = openAuditFile(file, 20);
    await audit.write('0123456789\n');
    expect(readFileSync(file, 'utf8')).toBe('before\n0123456789\n');
    for (const letter of 'abcdefg') await audit.write(`${letter.repeat(15)}\n`);
    audit.close();
    expect(readdirSync(folder).sort()).toEqual([
      'audit.log',
      ...[1, 2, 3, 4].map((number) => `audit.log.${number}`),
    ]);
    expect(readFileSync(file, 'utf8')).toBe(`${'g'.repeat(15)}\n`);
    expect(readFileSync(`${file}.1`, 'utf8')).toBe(`${'f'.repeat(15)}\n`);
    expect(readFileSync(`${file}.4`, 'utf8')).toBe(`${'c'.repeat(15)}\n`);
    if (posix) expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('loses no former file while a new one cannot be opened', async () => {
    const audit = openAuditFile(file, 20);
    for (const letter of 'abcde') await audit.write(`${letter.repeat(15)}\n`);
    disk.refuses = true;
    for (let i = 0; i < 10; i += 1)
      await expect(audit.write(`${'f'.repeat(15)}\n`)).rejects.toMatchObject({ code: 'storage' });
    disk.refuses = false;
    await audit.write(`${'g'.repeat(15)}\n`);
    audit.close();
    expect(readFileSync(file, 'utf8')).toBe(`${'g'.repeat(15)}\n`);
    expect([1, 2, 3, 4].map((number) => readFileSync(`${file}.${number}`, 'utf8')[0]).join('')).toBe('edcb');
  });

  test('writes a line that is longer than a file all the same', async () => {
    const audit = openAuditFile(file, 5);
    await audit.write('longer than that\n');
    audit.close();
    expect(existsSync(`${file}.1`)).toBe(false);
    expect(readFileSync(file, 'utf8')).toBe('longer than that\n');
  });

  test('is opened anew when it is asked to, as logrotate does', async () => {
    const audit = openAuditFile(file);
    await audit.write('one\n');
    renameSync(file, `${file}.old`);
    await audit.write('two\n');
    audit.reopen();
    await audit.write('three\n');
    audit.close();
    expect(readFileSync(`${file}.old`, 'utf8')).toBe('one\ntwo\n');
    expect(readFileSync(file, 'utf8')).toBe('three\n');
  });

  test.runIf(posix)('is not one that others may write, nor a link, nor a pipe', () => {
    writeFileSync(file, '');
    chmodSync(file, 0o666);
    const refused = expect.objectContaining({ code: 'storage' });
    expect(() => openAuditFile(file)).toThrow(refused);
    symlinkSync(file, `${file}.link`);
    expect(() => openAuditFile(`${file}.link`)).toThrow(refused);
    expect(() => openAuditFile(path.join(folder, 'no', 'folder'))).toThrow(refused);
  });
});
