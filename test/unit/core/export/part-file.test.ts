import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { partOf } from '../../../../electron/core/export/part-file.ts';
import { createSaving } from '../../../../electron/core/export/saving.ts';
import { fakeDisk } from '../../../fakes/disk.ts';
import { fakeClock } from '../../../fakes/ports.ts';

let folder: string;
let before: number;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'part-file-'));
  before = process.listenerCount('exit');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const begun = (hangs = false) => {
  const part = partOf(path.join(folder, 'Units.csv'), () => hangs);
  writeFileSync(part.path, 'half');
  return part;
};
const end = () => process.listeners('exit')[0]?.(0);

test('what is unfinished when the process ends is removed then (R39)', () => {
  const part = begun();
  end();
  expect(existsSync(part.path)).toBe(false);
  part.done();
});

test('what is on a disk that hangs is left: the process would hang with it', () => {
  const part = begun(true);
  end();
  expect(existsSync(part.path)).toBe(true);
  part.done();
});

test('what is done is nothing to the end of the process', () => {
  begun().done();
  expect(process.listenerCount('exit')).toBe(before);
});

test('a folder that is gone keeps nobody from the end', () => {
  const part = begun();
  rmSync(folder, { recursive: true });
  expect(end).not.toThrow();
  part.done();
});

test('a file that is saved, or cannot be, leaves nothing to do either', async () => {
  const files = [path.join(folder, 'a'), path.join(folder, 'nowhere', 'a')];
  const saving = createSaving({ choose: async () => files.shift(), disk: fakeDisk(), clock: fakeClock() });
  const save = () => saving.save('a', 'report', () => Buffer.from('x'));
  await save();
  await expect(save()).rejects.toThrow('nowhere');
  expect(readdirSync(folder)).toEqual(['a']);
  await expect.poll(() => process.listenerCount('exit')).toBe(before);
});
