import { safeStorage } from 'electron';
import { withinTime } from '../core/abortable.ts';
import { type Vault, VaultError } from '../core/ports.ts';
import { hasVersion } from '../core/storage/envelope.ts';

/** A locked keyring leaves promises pending until its prompt is answered: timeout, ms. */
const deadline = 30_000;
/** After a timeout probably nobody is there to answer the prompt; if it was answered, the result comes at once. ms */
const secondDeadline = 1_000;

/** The operating system's secret store: DPAPI, Keychain, or the Secret Service (R23, R24). Use only after `ready`. */
export function createVault(): Vault {
  const inTime = createKeyringPatience();

  async function use<T>(otherwise: VaultError['fault'], run: () => Promise<T>): Promise<T> {
    if (!(await inTime(safeStorage.isAsyncEncryptionAvailable()))) throw new VaultError('no-keyring');
    try {
      return await inTime(run());
    } catch (error) {
      if (error instanceof VaultError) throw error;
      const locked = error instanceof Error && error.message.includes('temporarily unavailable');
      throw new VaultError(locked ? 'locked' : otherwise, { cause: error });
    }
  }
  async function encrypt(text: string): Promise<Buffer> {
    const bytes = await use('no-keyring', () => safeStorage.encryptStringAsync(text));
    if (isUnprotected(bytes)) throw new VaultError('no-keyring');
    return bytes;
  }

  return {
    async wrap(secret) {
      return (await encrypt(Buffer.from(secret).toString('base64'))).toString('base64');
    },
    async unwrap(wrapped) {
      // Ours has none.
      if (hasVersion(wrapped)) throw new VaultError('newer');
      try {
        const { result, shouldReEncrypt } = await use('damaged', () =>
          safeStorage.decryptStringAsync(Buffer.from(wrapped, 'base64')),
        );
        return { secret: Buffer.from(result, 'base64'), stale: shouldReEncrypt };
      } catch (error) {
        // On Linux a missing keyring looks like a wrong key; only what it encrypts now tells them apart.
        if (error instanceof VaultError && error.fault === 'damaged') await encrypt('probe');
        throw error;
      }
    },
  };
}

/** Linux without a keyring "succeeds" with a well-known key; the prefix is the only reliable sign of it. */
function isUnprotected(bytes: Buffer): boolean {
  return process.platform === 'linux' && bytes.toString('latin1', 0, 3) === 'v10';
}

/** A sign-in writes several entries: it must not wait half a minute for the same prompt each time. */
function createKeyringPatience() {
  let patience = deadline;
  return async <T>(promise: Promise<T>): Promise<T> => {
    const value = await withinTime(promise, patience, () => {
      patience = secondDeadline;
      return new VaultError('locked');
    });
    patience = deadline;
    return value;
  };
}
