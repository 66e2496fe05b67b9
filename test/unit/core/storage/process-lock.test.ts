import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createProcessLock } from '../../../../electron/core/storage/process-lock.ts';
import { inTime } from '../../../fakes/in-time.ts';

let folder: string;
const holders: ChildProcess[] = [];
const file = () => path.join(folder, 'home', 'a.lock');

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'max-desk-lock-'));
});
afterEach(() => {
  for (const child of holders.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** Another process that has taken the lock and keeps it until it is killed. */
async function holder(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [path.resolve('test/fakes/lock-holder.ts'), file()], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  holders.push(child);
  await once(child.stdout, 'data');
  return child;
}

describe('the lock between processes (R27)', () => {
  test('runs one task after the other, and goes on after one that failed', async () => {
    const [one, other] = [createProcessLock(file()), createProcessLock(file())];
    const order: string[] = [];
    const { promise: release, resolve } = Promise.withResolvers<void>();
    const first = one(async () => {
      order.push('first begins');
      await release;
      order.push('first ends');
      throw new Error('of its own');
    });
    const second = other(async () => order.push('second'));
    const third = one(async () => order.push('third'));
    resolve();
    await expect(first).rejects.toThrow('of its own');
    await Promise.all([second, third]);
    expect(order.slice(0, 2)).toEqual(['first begins', 'first ends']);
    expect(order.slice(2).sort()).toEqual(['second', 'third']);
  });

  test('gives back what the task gives', async () => {
    await expect(createProcessLock(file())(async () => 7)).resolves.toBe(7);
  });

  test.runIf(process.platform !== 'win32')('is a file for its owner only, and stays empty', async () => {
    await createProcessLock(file())(async () => undefined);
    expect(statSync(file())).toMatchObject({ size: 0 });
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(statSync(path.dirname(file())).mode & 0o777).toBe(0o700);
  });

  test('keeps others out while its holder lives, and is free at once when that is killed', async () => {
    const child = await holder();
    await expect(createProcessLock(file(), { wait: 100 })(async () => 'in')).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringContaining('Another max-desk'),
    });
    // It would wait for a minute.
    const waiting = createProcessLock(file())(async () => 'in');
    child.kill('SIGKILL');
    await expect(inTime(waiting, 10_000)).resolves.toBe('in');
  });

  test('is not waited for any longer once the signal is aborted, with its reason', async () => {
    await holder();
    const abort = new AbortController();
    const waiting = createProcessLock(file(), { signal: abort.signal })(async () => 'in');
    abort.abort(new Error('Interrupted.'));
    await expect(waiting).rejects.toThrow('Interrupted.');
    await expect(createProcessLock(file(), { signal: abort.signal })(async () => 'in')).rejects.toThrow(
      'Interrupted.',
    );
  });

  test('is a storage failure where the file cannot be', async () => {
    writeFileSync(path.join(folder, 'home'), 'a file where the folder would be');
    await expect(createProcessLock(file())(async () => 'in')).rejects.toMatchObject({ code: 'storage' });
  });

  test('is a storage failure where the file is something else', async () => {
    const other = path.join(folder, 'other');
    writeFileSync(other, 'something else, and long enough to be taken for it'.repeat(100));
    await expect(createProcessLock(other)(async () => 'in')).rejects.toMatchObject({ code: 'storage' });
  });
});
