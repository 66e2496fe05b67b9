import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';

import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { keyFileVault } from '../../../electron/command-line/key-file.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'max-desk-key-'));
afterAll(() => rmSync(folder, { recursive: true }));

const key = Buffer.alloc(32, 7).toString('base64');
const secret = Buffer.alloc(32, 9);
function vaultOf(text: string) {
  const file = path.join(folder, 'key');
  rmSync(file, { force: true });
  writeFileSync(file, text, { mode: 0o600 });
  return keyFileVault(file);
}

test.each([
  ['a line end', `${key}\n`],
  ['a line end of Windows', `${key}\r\n`],
  ['a byte order mark', `\ufeff${key}\r\n`],
])('a key file with %s holds the same key as one without', async (_what, text) => {
  const wrapped = await vaultOf(key).wrap(secret);
  const { secret: found } = await vaultOf(text).unwrap(wrapped);
  expect(Buffer.from(found)).toEqual(secret);
});

test('a key file that PowerShell has written in UTF-16 is refused, in words', async () => {
  const file = path.join(folder, 'utf-16');
  writeFileSync(file, Buffer.from(`\ufeff${key}\r\n`, 'utf16le'), { mode: 0o600 });
  await expect(keyFileVault(file).wrap(secret)).rejects.toThrow('does not hold 32 bytes in base64');
});

test.runIf(process.platform !== 'win32')('a key file that is a link is refused, in words', async () => {
  vaultOf(key);
  const link = path.join(folder, 'link');
  symlinkSync('key', link);
  await expect(keyFileVault(link).wrap(secret)).rejects.toMatchObject({
    code: 'storage',
    message: expect.stringContaining('is a symbolic link'),
  });
});

test.runIf(process.platform !== 'win32')('a key file of somebody else is refused, in words', async () => {
  const vault = vaultOf(key);
  // Root gives it away; everybody else becomes somebody else.
  if (process.geteuid?.() === 0) chownSync(path.join(folder, 'key'), 12_345, 12_345);
  else vi.spyOn(process, 'geteuid').mockReturnValue(54_321);
  await expect(vault.wrap(secret)).rejects.toThrow('belongs to another user');
  vi.restoreAllMocks();
});

test.runIf(process.platform !== 'win32').each([0o640, 0o620, 0o604, 0o601, 0o660, 0o644])(
  'a key file that others may use (%o) is refused',
  async (mode) => {
    const vault = vaultOf(key);
    chmodSync(path.join(folder, 'key'), mode);
    await expect(vault.probe()).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringContaining('0600'),
    });
    chmodSync(path.join(folder, 'key'), 0o600);
    await expect(vault.probe()).resolves.toBeDefined();
  },
);

test('a key file that is none is refused, with the reason', async () => {
  mkdirSync(path.join(folder, 'inner'));
  await expect(keyFileVault(path.join(folder, 'inner')).probe()).rejects.toThrow('no regular file');
  await expect(keyFileVault(path.join(folder, 'none')).probe()).rejects.toThrow('cannot be read (ENOENT)');
  for (const text of ['', key.slice(1), `${key}A`, `x${key}`])
    await expect(vaultOf(text).probe()).rejects.toThrow('does not hold 32 bytes in base64');
});

test('what was encrypted with another key, or by a keyring, is not taken for damaged', async () => {
  const wrapped = await vaultOf(key).wrap(secret);
  const another = vaultOf(Buffer.alloc(32, 8).toString('base64'));
  await expect(another.unwrap(wrapped)).rejects.toThrow('encrypted with another key');
  expect(another.fault()).toMatchObject({ code: 'storage' });
  await expect(vaultOf(key).unwrap('keyring.x.y')).rejects.toThrow('protected by the keyring');
  await expect(vaultOf(key).unwrap(`${wrapped.slice(0, -4)}AAAA`)).rejects.toMatchObject({
    fault: 'damaged',
  });
});
