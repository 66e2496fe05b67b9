/**
 * Who else may have written what is read: another user of the computer must not decide where a token goes, or which key
 * protects it. Windows keeps a person's folder from others by itself; there nothing is checked.
 */
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  realpathSync,
  type Stats,
} from 'node:fs';
import path from 'node:path';
import { AppError, systemCode } from '../errors.ts';
import { orStorageFault } from './storage-fault.ts';

type Access = Pick<Stats, 'uid' | 'gid' | 'mode'>;

const writableByOthers = 0o022;
const writableByAll = 0o002;
const sticky = 0o1000;
/** Neither a symbolic link is followed nor a pipe waited for. Windows has no such flags. */
const careful = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** This process's user; undefined where the system has no numbers for users. */
const ownUser = (): number | undefined => process.geteuid?.();

/** Whether it belongs to this user or to root, who can do everything anyway. */
function isTrustedOwner({ uid }: Pick<Access, 'uid'>): boolean {
  const own = ownUser();
  return own === undefined || uid === own || uid === 0;
}

/**
 * Throws `storage` unless only this user and root decide what is in a folder: it is theirs and nobody else may write to
 * it, and nobody else may put another folder in its place, or in that of a folder or link on the way to it. What does
 * not exist yet is no fault.
 */
export function assertTrustedFolder(folder: string): void {
  if (ownUser() === undefined) return;
  orStorageFault(folder, () => assertWay(path.resolve(folder), true));
}

/** Opens a regular file that is no link, and that nobody else may have written. Throws `storage`, and Node's errors. */
export function openTrusted(file: string, flags: number, mode?: number): number {
  return opened(file, flags, mode, (stats) => assertTrusted(file, stats, writableByOthers));
}

/**
 * The text of a file that holds a secret: nobody else may read or write it. Owner and mode are those of the very file that
 * is read. Throws `storage` with what is wrong in `details.text`, and Node's errors.
 */
export function readSecretFile(file: string): string {
  const descriptor = opened(file, constants.O_RDONLY, undefined, (stats) => {
    assertTrusted(file, stats, 0);
    if ((stats.mode & forbiddenIn(stats)) !== 0)
      throw refused(file, 'may be used by others than its owner; its mode must be 0600');
  });
  try {
    return readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}

/** @param assertWell throws for a file that may not be used; not called where the system has no numbers for users */
function opened(
  file: string,
  flags: number,
  mode: number | undefined,
  assertWell: (stats: Access) => void,
): number {
  const descriptor = openCarefully(file, flags, mode);
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) throw refused(file, notAFile);
    if (ownUser() !== undefined) assertWell(stats);
    return descriptor;
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

/** systemd gives a service a file of root's that an access list lets it read, which shows as a right of the group. */
function forbiddenIn({ uid }: Pick<Access, 'uid'>): number {
  return uid === 0 && ownUser() !== 0 ? 0o037 : 0o077;
}

/** Opens a file, but neither follows a link in its place nor waits for a pipe: then it throws `storage`. Else as Node. */
function openCarefully(file: string, flags: number, mode?: number): number {
  try {
    return openSync(file, flags | careful, mode);
  } catch (error) {
    const code = systemCode(error);
    // FreeBSD says EMLINK; a pipe without a reader is ENXIO.
    if (code === 'ELOOP' || code === 'EMLINK') throw refused(file, 'is a symbolic link');
    throw code === 'ENXIO' ? refused(file, notAFile) : error;
  }
}

const notAFile = 'is no regular file';

/** @param isHome whether it is the folder itself, not one on the way to it */
function assertWay(folder: string, isHome: boolean): void {
  for (const each of wayTo(folder)) {
    const stats = lstatSync(each, { throwIfNoEntry: false });
    if (!stats) return;
    const isLast = isHome && each === folder;
    if (!stats.isSymbolicLink()) assertTrusted(each, stats, isLast ? writableByOthers : replaceable(stats));
    else {
      // Its mode says nothing: who may replace it is decided by the folder that it is in.
      assertTrusted(each, stats, 0);
      assertWay(realpathSync(each), isLast);
    }
  }
}

/** The folders from the root to this one. */
function wayTo(folder: string): string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [...wayTo(parent), folder];
}

/**
 * Which rights of others let them replace what is in a folder on the way. In one with the sticky bit, as /tmp, only the
 * owner of an entry may. A group with the number of its owner has no other member by the custom of most Linux systems,
 * whose umask lets it write.
 */
function replaceable({ uid, gid, mode }: Access): number {
  if ((mode & sticky) !== 0) return 0;
  return uid === gid && uid !== 0 ? writableByAll : writableByOthers;
}

function assertTrusted(file: string, stats: Access, forbidden: number): void {
  if (!isTrustedOwner(stats))
    throw refused(file, `belongs to another user of this computer (number ${stats.uid})`);
  if ((stats.mode & forbidden) === 0) return;
  throw new AppError('storage', `Others may write to ${file}.`, {
    hint: `Run "chmod go-w ${file}", or use another one (a folder with --home).`,
    details: { file, text: 'may be written by others' },
  });
}

function refused(file: string, what: string): AppError {
  return new AppError('storage', `${file} ${what}.`, {
    hint: 'See who has put it there. Remove it, or use another one (a folder with --home).',
    details: { file, text: what },
  });
}
