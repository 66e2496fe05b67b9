import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { AppError } from '../core/errors.ts';
import { VaultError } from '../core/ports.ts';
import { open, seal } from '../core/storage/envelope.ts';
import type { HomeVault } from './home.ts';

const prefix = 'file';
const name = 'key';

/**
 * The vault of a computer without a keyring: a file with 32 random bytes in base64 that only its owner can read. Throws
 * `storage` if the file is not like that, or if the secrets were encrypted with another key.
 */
export function keyFileVault(file: string): HomeVault {
  return {
    async wrap(secret) {
      const key = readKey(file);
      return `${prefix}.${fingerprint(key)}.${seal(key, name, Buffer.from(secret).toString('base64'))}`;
    },
    async unwrap(wrapped) {
      const key = readKey(file);
      const [kind, owner] = wrapped.split('.', 2);
      if (kind !== prefix)
        throw refused(file, 'the sign-ins are protected by the keyring, not by a key file');
      if (owner !== fingerprint(key)) throw refused(file, 'the sign-ins were encrypted with another key');
      const text = open(key, name, wrapped.slice(`${kind}.${owner}.`.length));
      if (text === undefined) throw new VaultError('damaged');
      return { secret: Buffer.from(text, 'base64'), stale: false };
    },
    async probe() {
      readKey(file);
    },
  };
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
