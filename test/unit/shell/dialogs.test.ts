import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readConnectionFile } from '../../../electron/shell/dialogs.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'max-desk-dialogs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a connection file is read as it is, with the place where it is', async () => {
  const file = path.join(folder, 'max.json');
  writeFileSync(file, '{"name":"MAX"}');
  expect(await readConnectionFile(file)).toEqual({ text: '{"name":"MAX"}', origin: file });
});

describe('what cannot be one is refused, and nothing waits for its end', () => {
  const refused = (file: string, text: RegExp) =>
    expect(readConnectionFile(file)).rejects.toMatchObject({
      code: 'configuration',
      message: expect.stringMatching(text),
      details: { file },
    });

  test('a file that is not there', () => refused(path.join(folder, 'none.json'), /ENOENT/));
  test('a folder', () => refused(folder, /it is not a file/));
  test.runIf(process.platform !== 'win32')('a device', () => refused('/dev/zero', /it is not a file/));
  test('a file that is too long', async () => {
    const file = path.join(folder, 'long.json');
    writeFileSync(file, ' '.repeat(256 * 1024 + 1));
    await refused(file, /larger than 262144 bytes/);
  });
});
