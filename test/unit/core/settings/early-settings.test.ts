import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { earlySettings } from '../../../../electron/core/settings/early-settings.ts';

let folder: string;
const file = () => path.join(folder, 'settings.json');
const get = (key: string) => earlySettings(folder).get(key);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'max-desk-early-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the settings before their store is there', () => {
  test('are what the file holds', () => {
    writeFileSync(file(), '{"window-place":"{}","number":7}');
    expect([get('window-place'), get('number'), get('other'), get('toString')]).toEqual([
      '{}',
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('are none in a new profile, which stays empty', () => {
    expect(get('window-place')).toBeUndefined();
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each(['', '{"window-pl', '[]', 'null', '7'])(
    'are none in the file %j, which stays as it is',
    (text) => {
      writeFileSync(file(), text);
      expect(get('window-place')).toBeUndefined();
      expect(readdirSync(folder)).toEqual(['settings.json']);
    },
  );

  test.runIf(process.platform !== 'win32')('are none in a pipe, and nothing waits for its writer', () => {
    execFileSync('mkfifo', [file()]);
    expect(get('window-place')).toBeUndefined();
  });

  test('are a failure of the storage if the file cannot be read', () => {
    mkdirSync(file());
    expect(() => get('window-place')).toThrow(
      expect.objectContaining({ code: 'storage', details: { file: file(), text: 'EISDIR' } }),
    );
  });
});
