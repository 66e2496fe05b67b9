/** `electron.safeStorage` with the outcomes that real systems have, to be chosen by tests. */
import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SafeStorage } from 'electron';
import { headed } from './browser.ts';
import { host } from './host.ts';
import { loud } from './loud.ts';

/**
 * - `keyring`: works; ciphertext starts with v11. The key is a file in the user-data folder, which stands for the keyring.
 * - `basic_text`: no keyring on Linux: "works" with a key known to all; ciphertext starts with v10.
 * - `unavailable`: everything is refused.
 * - `locked`: promises stay pending until another backend is chosen, as while the keyring's prompt is open.
 * - `locked-refusing`: refuses as "temporarily unavailable".
 */
export type SafeStorageBackend = 'keyring' | 'basic_text' | 'unavailable' | 'locked' | 'locked-refusing';

// A key in a file protects nobody, so people are told that there is no storage.
let backend =
  (process.env['STANDIN_SAFE_STORAGE'] as SafeStorageBackend | undefined) ??
  (headed ? 'unavailable' : 'keyring');
let unlocked = Promise.withResolvers<void>();

/** Chooses the outcome from now on; whatever was waiting for an unlocked keyring goes on. */
export function setSafeStorageBackend(next: SafeStorageBackend): void {
  backend = next;
  unlocked.resolve();
  unlocked = Promise.withResolvers();
}

const keyOfAll = scryptSync('peanuts', 'saltysalt', 32);

function keyring(): Buffer {
  const file = path.join(host.app?.getPath('userData') ?? '', 'stand-in', 'keyring');
  mkdirSync(path.dirname(file), { recursive: true });
  if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600 });
  return readFileSync(file);
}

/** Waits as long as the keyring is locked; rejects when it cannot be used. */
async function usable(doing: string): Promise<'keyring' | 'basic_text'> {
  if (!host.ready) throw new Error(`safeStorage cannot be used before app is ready`);
  while (backend === 'locked') await unlocked.promise;
  if (backend === 'locked-refusing')
    throw new Error(`Error while ${doing}: encryption is temporarily unavailable.`);
  if (backend === 'unavailable') throw new Error(`Error while ${doing}: encryption is not available.`);
  return backend as 'keyring' | 'basic_text';
}

async function encryptStringAsync(text: string): Promise<Buffer> {
  const kind = await usable('encrypting the text');
  if (typeof text !== 'string') throw new TypeError('Error processing argument at index 0');
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', kind === 'keyring' ? keyring() : keyOfAll, iv);
  const prefix = Buffer.from(kind === 'keyring' ? 'v11' : 'v10');
  return Buffer.concat([prefix, iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

async function decryptStringAsync(encrypted: Buffer): Promise<Electron.DecryptStringAsyncReturnValue> {
  const kind = await usable('decrypting the ciphertext');
  const prefix = encrypted.toString('latin1', 0, 3);
  const failure = new Error(
    'Error while decrypting the ciphertext provided to safeStorage.decryptStringAsync.',
  );
  if (prefix !== 'v10' && !(prefix === 'v11' && kind === 'keyring')) throw failure;
  try {
    const decipher = createDecipheriv(
      'aes-256-gcm',
      prefix === 'v11' ? keyring() : keyOfAll,
      encrypted.subarray(3, 15),
    );
    decipher.setAuthTag(encrypted.subarray(-16));
    const result = Buffer.concat([decipher.update(encrypted.subarray(15, -16)), decipher.final()]).toString(
      'utf8',
    );
    return { result, shouldReEncrypt: prefix === 'v10' && kind === 'keyring' };
  } catch {
    throw failure;
  }
}

/** `electron.safeStorage`; its deprecated synchronous half is not there. */
export const safeStorage = loud('safeStorage', {
  encryptStringAsync,
  decryptStringAsync,
  isAsyncEncryptionAvailable: async () => {
    if (!host.ready) return false;
    while (backend === 'locked') await unlocked.promise;
    return backend === 'keyring' || backend === 'basic_text'; // true even with the key known to all, as in Electron
  },
  getSelectedStorageBackend: () => {
    if (!host.ready) return 'unknown';
    return backend === 'basic_text' || backend === 'unavailable' ? 'basic_text' : 'gnome_libsecret';
  },
} satisfies Pick<
  SafeStorage,
  'encryptStringAsync' | 'decryptStringAsync' | 'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend'
>);
