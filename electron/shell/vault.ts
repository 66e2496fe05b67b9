import { safeStorage } from 'electron';
import { type Vault, VaultError } from '../core/ports.ts';

/** A locked keyring leaves promises pending until its prompt is answered, ms. */
const deadline = 30_000;

/** The operating system's secret store: DPAPI, Keychain, or the Secret Service (R23, R24). Only after `ready`. */
export function createVault(): Vault {
  return {
    async wrap(secret) {
      return (await encrypt(Buffer.from(secret).toString('base64'))).toString('base64');
    },
    async unwrap(wrapped) {
      const { result, shouldReEncrypt } = await decrypt(Buffer.from(wrapped, 'base64'));
      return { secret: Buffer.from(result, 'base64'), stale: shouldReEncrypt };
    },
  };
}

async function encrypt(text: string): Promise<Buffer> {
  if (!(await inTime(safeStorage.isAsyncEncryptionAvailable()))) throw new VaultError('no-keyring');
  try {
    const bytes = await inTime(safeStorage.encryptStringAsync(text));
    if (isUnprotected(bytes)) throw new VaultError('no-keyring');
    return bytes;
  } catch (error) {
    throw asVaultError(error, 'no-keyring');
  }
}

async function decrypt(bytes: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
  if (!(await inTime(safeStorage.isAsyncEncryptionAvailable()))) throw new VaultError('no-keyring');
  try {
    return await inTime(safeStorage.decryptStringAsync(bytes));
  } catch (error) {
    const fault = asVaultError(error, 'damaged');
    // On Linux a missing keyring shows in the same way as a wrong key; only what it writes now tells them apart.
    if (fault.fault === 'damaged') await encrypt('probe');
    throw fault;
  }
}

/** Linux without a keyring "succeeds" with a key that everybody knows; the prefix is the only honest sign of it. */
function isUnprotected(bytes: Buffer): boolean {
  return process.platform === 'linux' && bytes.toString('latin1', 0, 3) === 'v10';
}

function asVaultError(error: unknown, otherwise: VaultError['fault']): VaultError {
  if (error instanceof VaultError) return error;
  const locked = error instanceof Error && error.message.includes('temporarily unavailable');
  return new VaultError(locked ? 'locked' : otherwise, { cause: error });
}

function inTime<T>(promise: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new VaultError('locked')), deadline);
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
