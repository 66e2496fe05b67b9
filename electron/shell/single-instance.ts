import { mkdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { app } from 'electron';
import type { AppError } from '../core/errors.ts';
import { systemCode } from '../core/errors.ts';
import { storageFault } from '../core/storage/storage-fault.ts';

/**
 * Makes this process the only one of its profile, or passes its arguments to the running one: `another`. An error with
 * code `storage` if the profile cannot be written, which Electron reports in the same way.
 */
export function claimProfile(args: readonly string[]): 'first' | 'another' | AppError {
  // What a second start tells the running app: Electron's own list of arguments has them in another order.
  const start = { args };
  const profile = app.getPath('userData');
  if (app.requestSingleInstanceLock(start)) return 'first';
  const refused = whyRefused(profile);
  if (refused !== undefined) return refused;
  // The process that had the profile has just ended.
  if (app.requestSingleInstanceLock(start)) return 'first';
  return whyRefused(profile) ?? storageFault(profile, undefined);
}

/** The arguments of another start, from `second-instance`; undefined if an older version sent them. */
export function argumentsOf(start: unknown): string[] | undefined {
  const { args } = Object(start) as { args?: unknown };
  return Array.isArray(args) ? args.filter((each): each is string => typeof each === 'string') : undefined;
}

/** Undefined if the next try might succeed. */
function whyRefused(profile: string): 'another' | AppError | undefined {
  if (isHeld(profile)) return 'another';
  const fault = faultOf(profile);
  if (fault) return fault;
  // Windows has no lock file to check, and nothing else can fail there.
  return process.platform === 'win32' ? 'another' : faultOf(tmpdir());
}

/** Chromium's lock is a link to `host-pid`; if that process is gone, it has crashed (`process_singleton_posix.cc`). */
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
    return systemCode(error) === 'EPERM';
  }
}

/** Tested by writing: permissions, a read-only disk and a full one show in no other way. */
function faultOf(folder: string): AppError | undefined {
  const probe = path.join(folder, `.max-desk-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(probe, 'x', { flag: 'wx', mode: 0o600 });
    return undefined;
  } catch (error) {
    return storageFault(folder, error);
  } finally {
    try {
      rmSync(probe, { force: true });
    } catch {
      // The file does not exist: the folder refused it.
    }
  }
}
