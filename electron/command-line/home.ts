import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { signedOutPrefix } from '../core/connection/stored-entries.ts';
import { AppError } from '../core/errors.ts';
import type { Log } from '../core/ports.ts';
import { createFileStore } from '../core/storage/file-store.ts';
import { createProcessLock } from '../core/storage/process-lock.ts';
import { createSealedStore, type SealedStore } from '../core/storage/sealed-store.ts';
import { storageFault } from '../core/storage/storage-fault.ts';
import { homeFolder } from './home-folder.ts';
import { keyFileVault } from './key-file.ts';
import { keyringVault } from './keyring.ts';
import type { Managed } from './managed.ts';

export type Home = ReturnType<typeof openHome>;

/**
 * The persistent data of the command line; touches nothing before it is used. Several processes run at once, so writes
 * are mutually exclusive. Throws as `homeFolder`.
 * @param given the folder of `--home`
 * @param managed the organisation's policy
 */
export function openHome(
  given: string | undefined,
  env: NodeJS.ProcessEnv,
  log: Log,
  managed: () => Promise<Managed>,
) {
  const folder = homeFolder(given, env);
  const files = createFileStore(folder);
  const keyFile = env['MAX_DESK_KEY_FILE'];
  const vault = keyFile ? keyFileVault(keyFile) : keyringVault();
  const change = createProcessLock(path.join(folder, 'write.lock'));
  const sealed = createSealedStore({ keyValue: files, vault, log, onChange: () => undefined });
  // Notes are no secrets: they are needed without the keyring too.
  const isNote = (name: string) => name.startsWith(signedOutPrefix);
  const store: SealedStore = {
    ...sealed,
    read: async (name) => (isNote(name) ? files.get(name) : sealed.read(name)),
    write: (name, text) =>
      change(async () => (isNote(name) ? files.set(name, text) : sealed.write(name, text))),
    remove: (name) => change(async () => (isNote(name) ? files.remove(name) : sealed.remove(name))),
    discard: (name) => change(() => sealed.discard(name)),
    removeDiscarded: () => change(sealed.removeDiscarded),
  };

  /** Throws `storage` or `storage-locked` if secrets could not be read or written; none is kept in plain text. */
  function assertKept(): void {
    if (store.persistence().kind === 'encrypted') return;
    const fault = vault.fault();
    if (fault instanceof AppError) throw fault;
    throw new AppError('storage', `${folder} cannot be written.`, { details: { file: folder, text: '' } });
  }

  return {
    /** Data that is not secret. */
    files,
    /** Encrypted secrets. A failure of the vault or the disk is reported by `assertKept`. */
    store,
    /** The lock with this name, held while reading, refreshing and writing. */
    lock: (name: string, signal: AbortSignal) =>
      createProcessLock(path.join(folder, `${name}.lock`), { signal }),
    /** Changes files while no other process may change the folder. */
    change,
    assertKept,
    /** Does the same check with a test write, before somebody signs in. */
    async assertUsable(): Promise<void> {
      await vault.probe();
      makePrivate(folder);
      await store.write('checked', 'yes');
      assertKept();
    },
    /** The organisation's policy. Throws `policy`. */
    managed,
  };
}

/** An existing folder may be writable by others; its mode is not changed, and it is not used. */
function makePrivate(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (process.platform === 'win32' || (statSync(folder).mode & 0o022) === 0) return;
  } catch (cause) {
    throw storageFault(folder, cause);
  }
  throw new AppError('storage', `Others may write to ${folder}.`, {
    hint: `Run "chmod 700 ${folder}", or name another folder with --home.`,
    details: { file: folder, text: 'others may write to it' },
  });
}
