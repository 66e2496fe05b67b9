import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const safeStorage = vi.hoisted(() => ({
  isAsyncEncryptionAvailable: vi.fn(),
  encryptStringAsync: vi.fn(),
  decryptStringAsync: vi.fn(),
}));
vi.mock('electron', () => ({ safeStorage }));

import { createVault } from '../../../electron/shell/vault.ts';

const platform = Object.getOwnPropertyDescriptor(process, 'platform');
const on = (value: string) => Object.defineProperty(process, 'platform', { ...platform, value });
const secret = Uint8Array.from({ length: 32 }, (_, i) => i * 8);
let vault: ReturnType<typeof createVault>;
const pending = () => new Promise<never>(() => undefined);
const busy = new Error('Encryption is temporarily unavailable');

beforeEach(() => {
  vault = createVault();
  on('linux');
  safeStorage.isAsyncEncryptionAvailable.mockResolvedValue(true);
  safeStorage.encryptStringAsync.mockImplementation(async (text: string) => Buffer.from(`v11${text}`));
  safeStorage.decryptStringAsync.mockImplementation(async (bytes: Buffer) => ({
    result: bytes.toString().slice(3),
    shouldReEncrypt: false,
  }));
});
afterEach(() => {
  vi.useRealTimers();
  vi.resetAllMocks();
  if (platform) Object.defineProperty(process, 'platform', platform);
});

describe('the vault', () => {
  test('gives back what it wrapped', async () => {
    const wrapped = await vault.wrap(secret);
    expect(Buffer.from(wrapped, 'base64').toString()).toMatch(/^v11/);
    const { secret: back, stale } = await vault.unwrap(wrapped);
    expect(new Uint8Array(back)).toEqual(secret);
    expect(stale).toBe(false);
  });

  test('passes on that the system wants the secret wrapped again (R24)', async () => {
    const wrapped = await vault.wrap(secret);
    const result = Buffer.from(secret).toString('base64');
    safeStorage.decryptStringAsync.mockResolvedValue({ result, shouldReEncrypt: true });
    expect((await vault.unwrap(wrapped)).stale).toBe(true);
  });
});

describe('a computer without a keyring (R23)', () => {
  test('is one whose system says so', async () => {
    safeStorage.isAsyncEncryptionAvailable.mockResolvedValue(false);
    await expect(vault.wrap(secret)).rejects.toMatchObject({ fault: 'no-keyring' });
    await expect(vault.unwrap('djEx')).rejects.toMatchObject({ fault: 'no-keyring' });
    expect(safeStorage.encryptStringAsync).not.toHaveBeenCalled();
    expect(safeStorage.decryptStringAsync).not.toHaveBeenCalled();
  });

  test('is a Linux that "succeeds" with the key that everybody knows', async () => {
    safeStorage.encryptStringAsync.mockImplementation(async (text: string) => Buffer.from(`v10${text}`));
    await expect(vault.wrap(secret)).rejects.toMatchObject({ fault: 'no-keyring' });
  });

  test.each(['darwin', 'win32'])('is not %s, where that prefix means nothing bad', async (value) => {
    on(value);
    safeStorage.encryptStringAsync.mockImplementation(async (text: string) => Buffer.from(`v10${text}`));
    await expect(vault.wrap(secret)).resolves.toEqual(expect.any(String));
  });

  test('is one that refuses to encrypt', async () => {
    safeStorage.encryptStringAsync.mockRejectedValue(new Error('no backend'));
    await expect(vault.wrap(secret)).rejects.toMatchObject({ fault: 'no-keyring' });
  });

  test('that had one before: its wrapped key is not damaged', async () => {
    safeStorage.decryptStringAsync.mockRejectedValue(new Error('decryption failed'));
    safeStorage.encryptStringAsync.mockImplementation(async (text: string) => Buffer.from(`v10${text}`));
    await expect(vault.unwrap('djExAAAA')).rejects.toMatchObject({ fault: 'no-keyring' });
  });
});

describe('a wrapped key that does not open', () => {
  test('although the keyring works, is damaged', async () => {
    safeStorage.decryptStringAsync.mockRejectedValue(new Error('decryption failed'));
    await expect(vault.unwrap('djExAAAA')).rejects.toMatchObject({ fault: 'damaged' });
  });

  test('and says that another version has made it, is not damaged', async () => {
    await expect(createVault().unwrap('v2.portal.djEx')).rejects.toMatchObject({ fault: 'newer' });
  });

  test('while the keyring is locked, is not damaged', async () => {
    safeStorage.decryptStringAsync.mockRejectedValue(busy);
    await expect(vault.unwrap('djExAAAA')).rejects.toMatchObject({ fault: 'locked' });
    safeStorage.decryptStringAsync.mockRejectedValue(new Error('decryption failed'));
    safeStorage.encryptStringAsync.mockRejectedValue(busy);
    await expect(vault.unwrap('djExAAAA')).rejects.toMatchObject({ fault: 'locked' });
  });
});

describe('a locked keyring', () => {
  test('is one that says so', async () => {
    safeStorage.encryptStringAsync.mockRejectedValue(busy);
    await expect(vault.wrap(secret)).rejects.toMatchObject({ fault: 'locked' });
  });

  test.each(['isAsyncEncryptionAvailable', 'encryptStringAsync', 'decryptStringAsync'] as const)(
    'is one whose prompt nobody answers for 30 s: %s',
    async (method) => {
      vi.useFakeTimers();
      safeStorage[method].mockImplementation(pending);
      const asked = method === 'decryptStringAsync' ? vault.unwrap('djExAAAA') : vault.wrap(secret);
      const settled = vi.fn();
      asked.then(settled, settled);
      await vi.advanceTimersByTimeAsync(29_999);
      expect(settled).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(1);
      await expect(asked).rejects.toMatchObject({ fault: 'locked' });
      expect(vi.getTimerCount()).toBe(0);
    },
  );

  test('is not waited for so long again by each of the next writes, until it has answered', async () => {
    vi.useFakeTimers();
    const refusedAfter = async (ms: number) => {
      const settled = vi.fn();
      vault.wrap(secret).catch(settled);
      await vi.advanceTimersByTimeAsync(ms - 1);
      expect(settled).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(1);
      expect(settled).toHaveBeenCalledWith(expect.objectContaining({ fault: 'locked' }));
    };
    safeStorage.isAsyncEncryptionAvailable.mockImplementation(pending);
    await refusedAfter(30_000);
    await refusedAfter(1_000);
    safeStorage.isAsyncEncryptionAvailable.mockResolvedValue(true);
    await vault.wrap(secret);
    safeStorage.isAsyncEncryptionAvailable.mockImplementation(pending);
    await refusedAfter(30_000);
  });

  test('leaves no timer behind when it answers in time', async () => {
    vi.useFakeTimers();
    await vault.unwrap(await vault.wrap(secret));
    expect(vi.getTimerCount()).toBe(0);
  });
});
