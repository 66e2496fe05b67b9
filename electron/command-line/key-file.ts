import { createHash } from 'node:crypto';
import { AppError, systemCode } from '../core/errors.ts';
import { readSecretFile } from '../core/storage/trusted-path.ts';
import { createKeyVault, type HomeVault } from './vault.ts';

/**
 * The vault of a computer without a keyring: a file with 32 random bytes in base64 that only its owner can read. Throws
 * `storage` if the file is not like that, or if the secrets were encrypted with another key.
 */
export function keyFileVault(file: string): HomeVault {
  return createKeyVault({
    kind: 'file',
    async offer() {
      const key = readKey(file);
      return { id: fingerprint(key), key };
    },
    async find(id) {
      const key = readKey(file);
      if (id !== fingerprint(key))
        throw refused(file, 'is of no use: the sign-ins were encrypted with another key');
      return key;
    },
    probe: async () => readKey(file),
    elsewhere: () => refused(file, 'is of no use: the sign-ins are protected by the keyring'),
  });
}

/** Identifies a key without revealing it. */
function fingerprint(key: Uint8Array): string {
  return createHash('sha256').update('max-desk key file').update(key).digest('hex').slice(0, 16);
}

function readKey(file: string): Uint8Array {
  let text: string;
  try {
    // Editors on Windows add other line breaks and a byte order mark; trimming removes both.
    text = readSecretFile(file).trim();
  } catch (cause) {
    const found = cause instanceof AppError ? cause.details['text'] : undefined;
    throw refused(file, found ?? `cannot be read (${systemCode(cause)})`, cause);
  }
  if (!/^[A-Za-z0-9+/]{43}=$/.test(text)) throw refused(file, 'does not hold 32 bytes in base64');
  return Buffer.from(text, 'base64');
}

function refused(file: string, reason: string, cause?: unknown): AppError {
  return new AppError('storage', `The key file ${file} (MAX_DESK_KEY_FILE) ${reason}.`, {
    cause,
    hint: 'Make one with: (umask 077; openssl rand -base64 32 > FILE)',
    details: { file, text: reason },
  });
}
