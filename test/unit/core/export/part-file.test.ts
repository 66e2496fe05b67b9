import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { partOf } from '../../../../electron/core/export/part-file.ts';
import { saveFile } from '../../../../electron/core/export/save-file.ts';

let folder: string;
let before: number;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'part-file-'));
  before = process.listenerCount('exit');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const begun = () => {
  const part = partOf(path.join(folder, 'Units.csv'));
  writeFileSync(part.path, 'half');
  return part;
};

test('what is unfinished when the process ends is removed then (R39)', () => {
  const part = begun();
  process.listeners('exit').at(-1)?.(0);
  expect(existsSync(part.path)).toBe(false);
  part.drop();
});

test('what is dropped or has its place is nothing to the end of the process', () => {
  begun().drop();
  expect(readdirSync(folder)).toEqual([]);
  begun().done();
  expect(process.listenerCount('exit')).toBe(before);
});

test('a folder that is gone keeps nobody from the end', () => {
  const part = begun();
  rmSync(folder, { recursive: true });
  expect(part.drop).not.toThrow();
});

test('a file that is saved, or cannot be, leaves nothing to do either', async () => {
  await saveFile(path.join(folder, 'a'), Buffer.from('x'));
  await expect(saveFile(path.join(folder, 'nowhere', 'a'), Buffer.from('x'))).rejects.toThrow('nowhere');
  expect(readdirSync(folder)).toEqual(['a']);
  expect(process.listenerCount('exit')).toBe(before);
});
