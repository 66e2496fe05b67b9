import { mkdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { AppError } from '../core/errors.ts';
import type { KeyValue, Log, Vault } from '../core/ports.ts';
import type { Queue } from '../core/queue.ts';
import { createFileStore } from '../core/storage/file-store.ts';
import { createProcessLock } from '../core/storage/process-lock.ts';
import { createSealedStore, type SealedStore } from '../core/storage/sealed-store.ts';
import { keyFileVault } from './key-file.ts';
import { keyringVault } from './keyring.ts';
import { type Managed, readManaged } from './managed.ts';

/** Where the command line keeps what outlives it. Several processes at once are normal: writes exclude one another. */
export interface Home {
  folder: string;
  /** What is not secret. */
  files: KeyValue;
  /** Secrets, encrypted. A failure of the vault or the disk shows in `assertKept`. */
  store: SealedStore;
  /** The lock of what goes by this name, held around reading, refreshing and writing. */
  lock(name: string, signal?: AbortSignal): Queue;
  /** Runs a change of the disk with every other process kept out of the whole folder. */
  change<T>(task: () => Promise<T>): Promise<T>;
  /** Throws `storage` or `storage-locked` when secrets could not be read or written: nothing is kept in plain text. */
  assertKept(): void;
  /** The same for a place that nothing was written to yet: before somebody takes the trouble to sign in. */
  assertUsable(): Promise<void>;
  /** What the organisation has decided; read once. Throws `policy`. */
  managed(): Promise<Managed>;
}

/** Touches nothing before it is used. `folder` and `env` name the place; the system's usual one unless given. */
export function openHome(given: string | undefined, env: NodeJS.ProcessEnv, log: Log): Home {
  const folder = given ? path.resolve(given) : usualFolder(env);
  const files = createFileStore(folder);
  const keyFile = env['MAX_DESK_KEY_FILE'];
  let fault: unknown;
  let managed: Promise<Managed> | undefined;
  const vault = remembering(keyFile ? keyFileVault(keyFile) : keyringVault(), (error) => {
    fault = error;
  });
  const change = createProcessLock(path.join(folder, 'write.lock'));
  const sealed = createSealedStore({ keyValue: files, vault, log, onChange: () => undefined });
  const store: SealedStore = {
    ...sealed,
    write: (name, text) => change(() => sealed.write(name, text)),
    remove: (name) => change(() => sealed.remove(name)),
    discard: (name) => change(() => sealed.discard(name)),
  };

  function assertKept(): void {
    if (store.persistence().kind === 'encrypted') return;
    if (fault instanceof AppError) throw fault;
    throw new AppError('storage', `${folder} cannot be written.`, { details: { file: folder, text: '' } });
  }

  return {
    folder,
    files,
    store,
    lock: (name, signal) => createProcessLock(path.join(folder, `${name}.lock`), signal ? { signal } : {}),
    change: (task) => change(task),
    assertKept,
    async assertUsable() {
      await vault.probe();
      makePrivate(folder);
      await store.write('checked', 'yes');
      assertKept();
    },
    managed() {
      managed ??= readManaged();
      return managed;
    },
  };
}

/** A vault of the command line. */
export interface HomeVault extends Vault {
  /** Throws what `wrap` would throw, and leaves nothing behind. */
  probe(): Promise<void>;
}

/** The store takes every failure for a reason to keep secrets in memory; here it is a reason to end. */
function remembering(vault: HomeVault, onFault: (error: unknown) => void): HomeVault {
  const heard = async <T>(promise: Promise<T>): Promise<T> => {
    try {
      return await promise;
    } catch (error) {
      onFault(error);
      throw error;
    }
  };
  return {
    wrap: (secret) => heard(vault.wrap(secret)),
    unwrap: (wrapped) => heard(vault.unwrap(wrapped)),
    probe: () => heard(vault.probe()),
  };
}

function usualFolder(env: NodeJS.ProcessEnv): string {
  const home = homedir();
  if (process.platform === 'win32')
    return path.join(env['LOCALAPPDATA'] || path.join(home, 'AppData', 'Local'), 'MAX Desk', 'command-line');
  if (process.platform === 'darwin')
    return path.join(home, 'Library', 'Application Support', 'MAX Desk', 'command-line');
  // XDG Base Directory Specification: a relative path is to be ignored.
  const state = env['XDG_STATE_HOME'] ?? '';
  return path.join(path.isAbsolute(state) ? state : path.join(home, '.local', 'state'), 'max-desk');
}

/** A folder that was there before may belong to everybody; it is not changed, but not used either. */
function makePrivate(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (process.platform === 'win32' || (statSync(folder).mode & 0o022) === 0) return;
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    throw new AppError('storage', `${folder} cannot be used (${reason}).`, {
      cause,
      details: { file: folder, text: reason },
    });
  }
  throw new AppError('storage', `Others may write to ${folder}.`, {
    hint: `Run "chmod 700 ${folder}", or name another folder with --home.`,
    details: { file: folder, text: 'others may write to it' },
  });
}
