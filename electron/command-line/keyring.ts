import { randomBytes } from 'node:crypto';
import type { AsyncEntry } from '@napi-rs/keyring';
import { withinTime } from '../core/abortable.ts';
import { AppError } from '../core/errors.ts';
import { createKeyVault, type HomeVault } from './vault.ts';

const service = 'MAX Desk command line';
/** A locked keyring may ask for its password in a window that nobody sees, so this is a timeout in ms. */
const deadline = 30_000;
/** Nothing depends on a removal, and it must not hold a sign-out up, ms. */
const removing = 2_000;

/**
 * The vault of the operating system: Secret Service, Keychain or Credential Manager hold a separate key for each home;
 * its entry's name precedes the encrypted text. Throws `storage` if there is no keyring, `storage-locked`.
 */
export function keyringVault(): HomeVault {
  return createKeyVault({
    kind: 'keyring',
    async offer() {
      const id = randomBytes(9).toString('hex');
      const key = randomBytes(32);
      const entry = await entryOf(id);
      await asked(entry.setSecret(key));
      return { id, key };
    },
    async find(id) {
      const entry = await entryOf(id);
      const key = await asked(entry.getSecret());
      // Another session may have another keyring, so nothing is deleted.
      if (key?.length !== 32) throw forgotten();
      return Uint8Array.from(key);
    },
    async remove(id) {
      const entry = await entryOf(id);
      await asked(entry.deleteCredential(), removing);
    },
    async probe() {
      const entry = await entryOf('probe');
      return asked(entry.getSecret());
    },
    elsewhere: protectedByFile,
  });
}

async function entryOf(id: string): Promise<AsyncEntry> {
  try {
    const { AsyncEntry } = await import('@napi-rs/keyring');
    // Without this, Linux falls back to the kernel's keyring, which loses everything at a restart.
    return new AsyncEntry(service, id, { linux: { store: 'secret-service' } });
  } catch (error) {
    throw asFault(error);
  }
}

async function asked<T>(answer: Promise<T>, patience = deadline): Promise<T> {
  try {
    return await withinTime(answer, patience, () => locked(undefined));
  } catch (error) {
    throw asFault(error);
  }
}

/** Only the library's message distinguishes a locked keyring from a missing one. */
function asFault(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  if (cause instanceof Error && cause.message.startsWith("Couldn't access platform storage"))
    return locked(cause);
  const message = 'This computer has no keyring to protect a sign-in with; none is kept without.';
  return new AppError('storage', message, {
    cause,
    hint: 'Start a keyring (on Linux a Secret Service, for instance gnome-keyring), or name a key by MAX_DESK_KEY_FILE.',
    details: { text: 'no keyring' },
  });
}

function locked(cause: unknown): AppError {
  return new AppError('storage-locked', 'The keyring of this computer is locked.', { cause });
}

function forgotten(): AppError {
  return new AppError('storage', 'The keyring of this computer does not hold the key of the sign-ins here.', {
    hint: 'Use the keyring they were made with, or forget them by "max-desk logout --all" and sign in again.',
    details: { text: 'the keyring has another key' },
  });
}

function protectedByFile(): AppError {
  return new AppError('storage', 'The sign-ins here are protected by a key file, not by the keyring.', {
    hint: 'Name that file by MAX_DESK_KEY_FILE.',
    details: { text: 'protected by a key file' },
  });
}
