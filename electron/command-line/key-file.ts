import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { AppError } from '../core/errors.ts';
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
      if (id !== fingerprint(key)) throw refused(file, 'the sign-ins were encrypted with another key');
      return key;
    },
    probe: async () => readKey(file),
    elsewhere: () => refused(file, 'the sign-ins are protected by the keyring, not by a key file'),
  });
}

/** Identifies a key without revealing it. */
function fingerprint(key: Uint8Array): string {
  return createHash('sha256').update('max-desk key file').update(key).digest('hex').slice(0, 16);
}

function readKey(file: string): Uint8Array {
  let text: string;
  try {
    const stat = statSync(file);
    if (!stat.isFile()) throw refused(file, 'it is no regular file');
    if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0)
      throw refused(file, 'others than its owner may use it; its mode must be 0600');
    // Editors on Windows add other line breaks and a byte order mark; trimming removes both.
    text = readFileSync(file, 'utf8').trim();
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw refused(file, `it cannot be read (${(cause as NodeJS.ErrnoException).code ?? 'unknown'})`, cause);
  }
  if (!/^[A-Za-z0-9+/]{43}=$/.test(text)) throw refused(file, 'it does not hold 32 bytes in base64');
  return Buffer.from(text, 'base64');
}

function refused(file: string, reason: string, cause?: unknown): AppError {
  return new AppError('storage', `MAX_DESK_KEY_FILE ${file}: ${reason}.`, {
    cause,
    hint: 'Make one with: (umask 077; openssl rand -base64 32 > FILE)',
    details: { file, text: reason },
  });
}
