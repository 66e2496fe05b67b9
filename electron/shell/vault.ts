import { safeStorage } from 'electron';
import { type Vault, VaultError } from '../core/ports.ts';
import { isForeign } from '../core/storage/envelope.ts';

/** A locked keyring leaves promises pending until its prompt is answered: timeout, ms. */
const deadline = 30_000;
/** After a timeout probably nobody is there to answer the prompt; if it was answered, the result comes at once. ms */
const secondDeadline = 1_000;

/** The operating system's secret store: DPAPI, Keychain, or the Secret Service (R23, R24). Use only after `ready`. */
export function createVault(): Vault {
  const inTime = createPatience();
  return {
    async wrap(secret) {
      return (await encrypt(Buffer.from(secret).toString('base64'), inTime)).toString('base64');
    },
    async unwrap(wrapped) {
      if (isForeign(wrapped)) throw new VaultError('newer');
      const { result, shouldReEncrypt } = await decrypt(Buffer.from(wrapped, 'base64'), inTime);
      return { secret: Buffer.from(result, 'base64'), stale: shouldReEncrypt };
    },
  };
}

async function encrypt(text: string, inTime: InTime): Promise<Buffer> {
  if (!(await inTime(safeStorage.isAsyncEncryptionAvailable()))) throw new VaultError('no-keyring');
  try {
    const bytes = await inTime(safeStorage.encryptStringAsync(text));
    if (isUnprotected(bytes)) throw new VaultError('no-keyring');
    return bytes;
  } catch (error) {
    throw asVaultError(error, 'no-keyring');
  }
}

async function decrypt(bytes: Buffer, inTime: InTime): Promise<{ result: string; shouldReEncrypt: boolean }> {
  if (!(await inTime(safeStorage.isAsyncEncryptionAvailable()))) throw new VaultError('no-keyring');
  try {
    return await inTime(safeStorage.decryptStringAsync(bytes));
  } catch (error) {
    const fault = asVaultError(error, 'damaged');
    // On Linux a missing keyring looks like a wrong key; only what it encrypts now tells them apart.
    if (fault.fault === 'damaged') await encrypt('probe', inTime);
    throw fault;
  }
}

/** Linux without a keyring "succeeds" with a well-known key; the prefix is the only reliable sign of it. */
function isUnprotected(bytes: Buffer): boolean {
  return process.platform === 'linux' && bytes.toString('latin1', 0, 3) === 'v10';
}

function asVaultError(error: unknown, otherwise: VaultError['fault']): VaultError {
  if (error instanceof VaultError) return error;
  const locked = error instanceof Error && error.message.includes('temporarily unavailable');
  return new VaultError(locked ? 'locked' : otherwise, { cause: error });
}

type InTime = <T>(promise: Promise<T>) => Promise<T>;

/** A sign-in writes several entries: it must not wait half a minute for the same prompt each time. */
function createPatience(): InTime {
  let patience = deadline;
  return async (promise) => {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      patience = secondDeadline;
      reject(new VaultError('locked'));
    }, patience);
    try {
      const value = await Promise.race([promise, late]);
      patience = deadline;
      return value;
    } finally {
      clearTimeout(timer);
    }
  };
}
