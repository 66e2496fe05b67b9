import { mkdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { app } from 'electron';
import { AppError } from '../core/errors.ts';

/** What a start tells the app that runs already. Electron's own list of arguments has them in another order. */
interface Start {
  args: readonly string[];
}

/**
 * Makes this process the only app of its profile, and hands its arguments to the one that is there already. `another` when
 * there is one; an error with code `storage` when the profile cannot be written, which Electron answers in the same way.
 */
export function claimProfile(args: readonly string[]): 'first' | 'another' | AppError {
  const start: Start = { args };
  const profile = app.getPath('userData');
  if (app.requestSingleInstanceLock(start)) return 'first';
  const refused = whyRefused(profile);
  if (refused !== undefined) return refused;
  // Whoever had the profile has just ended.
  if (app.requestSingleInstanceLock(start)) return 'first';
  return whyRefused(profile) ?? unusable(profile, undefined);
}

/** The arguments of another start, as `second-instance` brings them; undefined if that was an older version. */
export function argumentsOf(start: unknown): string[] | undefined {
  const args: unknown =
    typeof start === 'object' && start !== null && 'args' in start ? start.args : undefined;
  return Array.isArray(args) ? args.filter((each): each is string => typeof each === 'string') : undefined;
}

/** Undefined when the next try might succeed. */
function whyRefused(profile: string): 'another' | AppError | undefined {
  if (isHeld(profile)) return 'another';
  const fault = faultOf(profile);
  if (fault) return fault;
  // Windows has no file to tell it by, and nothing else to go wrong.
  return process.platform === 'win32' ? 'another' : faultOf(tmpdir());
}

/** Chromium's lock is a link to `host-pid`; one of a process that has gone was left by a crash (`process_singleton_posix.cc`). */
function isHeld(profile: string): boolean {
  try {
    const [, host, pid] = /^(.*)-(\d+)$/.exec(readlinkSync(path.join(profile, 'SingletonLock'))) ?? [];
    return host === hostname() && Number(pid) !== process.pid && isRunning(Number(pid));
  } catch {
    return false;
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Found out by writing: rights, a disk that is mounted for reading only, and a full one show in no other way. */
function faultOf(folder: string): AppError | undefined {
  const probe = path.join(folder, `.max-desk-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(probe, 'x', { flag: 'wx', mode: 0o600 });
    return undefined;
  } catch (error) {
    return unusable(folder, error);
  } finally {
    remove(probe);
  }
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It is not there: the folder refused it.
  }
}

function unusable(folder: string, cause: unknown): AppError {
  const reason = (cause as NodeJS.ErrnoException | undefined)?.code ?? 'unknown';
  return new AppError('storage', `${folder} cannot be used (${reason}).`, {
    cause,
    details: { file: folder, text: reason },
  });
}
