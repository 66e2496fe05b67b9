import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { signedOutPrefix } from '../core/connection/stored-entries.ts';
import { AppError } from '../core/errors.ts';
import type { Log } from '../core/ports.ts';
import type { Queue } from '../core/queue.ts';
import { dataKeyEntry, removalOrder, sealedKey } from '../core/storage/entry-keys.ts';
import { createFileStore, entryFile } from '../core/storage/file-store.ts';
import { createProcessLock, type ProcessLockOptions } from '../core/storage/process-lock.ts';
import { createSealedStore, type SealedStore } from '../core/storage/sealed-store.ts';
import { orStorageFault } from '../core/storage/storage-fault.ts';
import { assertTrustedFolder } from '../core/storage/trusted-path.ts';
import { homeFolder } from './home-folder.ts';
import { keyFileVault } from './key-file.ts';
import { keyringVault } from './keyring.ts';
import type { Managed } from './managed.ts';

export type Home = ReturnType<typeof openHome>;

/**
 * The persistent data of the command line; touches nothing before it is used. Several processes run at once, so writes
 * are mutually exclusive. Throws as `homeFolder`; whatever reads or writes throws `storage` if another user of the
 * computer may have had a hand in the folder or the file.
 * @param given the folder of `--home`
 * @param log and `tell` for what the user has to know
 * @param managed the organisation's policy
 */
export function openHome(
  given: string | undefined,
  env: NodeJS.ProcessEnv,
  { log, tell }: { log: Log; tell: (text: string) => void },
  managed: () => Promise<Managed>,
) {
  const folder = homeFolder(given, env);
  const files = createFileStore(folder, { onlyTrusted: true });
  const keyFile = env['MAX_DESK_KEY_FILE'];
  const vault = keyFile ? keyFileVault(keyFile) : keyringVault();
  const lockIn = (name: string, options?: ProcessLockOptions): Queue => {
    const lock = createProcessLock(path.join(folder, `${name}.lock`), options);
    return async (task) => {
      assertTrustedFolder(folder);
      return lock(task);
    };
  };
  const change = lockIn('write');
  const sealed = createSealedStore({
    keyValue: files,
    vault,
    log,
    onChange: () => undefined,
    onLost: () =>
      tell(
        `Something that was kept in ${folder} was set aside there: it is damaged, or an older copy was put in its place.`,
      ),
  });
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
    renewKey: () => change(sealed.renewKey),
  };

  /** Throws `storage` or `storage-locked` if secrets could not be read or written; none is kept in plain text. */
  function assertKept(): void {
    if (store.persistence().kind === 'encrypted') return;
    const fault = vault.fault();
    if (fault instanceof AppError) throw fault;
    // If the key's own file is what is wrong, this says so.
    files.get(dataKeyEntry);
    throw new AppError('storage', `${folder} cannot be written.`, { details: { file: folder, text: '' } });
  }

  return {
    /** Its absolute path. */
    folder,
    /** Data that is not secret. */
    files,
    /** Whether a secret of this name is kept: one look at the disk, without the keyring. */
    hasSecret: (name: string) => existsSync(path.join(folder, entryFile(sealedKey(name)))),
    /** Encrypted secrets. A failure of the vault or the disk is reported by `assertKept`. */
    store,
    /** The lock with this name, held while reading, refreshing and writing. */
    lock: (name: string, signal: AbortSignal) => lockIn(name, { signal }),
    /** Changes files while no other process may change the folder. */
    change,
    assertKept,
    /**
     * Removes the key and everything that was encrypted with it, quarantined copies included. Needs no keyring: one that
     * answers loses its part of the key too. Throws `storage`.
     */
    async removeSealed(): Promise<void> {
      const wrapped = files.get(dataKeyEntry);
      await change(async () => {
        for (const key of removalOrder(files)) files.remove(key);
        files.removeQuarantined();
      });
      if (wrapped !== undefined) await vault.retire(wrapped);
    },
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

/** The mode of an existing folder is not changed. Throws `storage` if others may write to it. */
function makePrivate(folder: string): void {
  assertTrustedFolder(folder);
  orStorageFault(folder, () => mkdirSync(folder, { recursive: true, mode: 0o700 }));
}
