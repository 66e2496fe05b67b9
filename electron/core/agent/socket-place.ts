import { lstatSync, mkdirSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import path from 'node:path';
import { shortDigest } from '../digest.ts';
import { AppError, systemCode } from '../errors.ts';
import { assertTrustedFolder } from '../storage/trusted-path.ts';

/** The address of a socket has at most this many bytes (macOS; Linux has four more). */
const longestPath = 103;
const othersMay = 0o077;

/**
 * Where programs find the agent of this user: a socket in the folder of the session (XDG Base Directory Specification), else
 * below `stateFolder`; on Windows a named pipe. Throws `agent-unavailable` for a path that no socket can have.
 */
export function agentSocketPath(
  env: NodeJS.ProcessEnv,
  stateFolder: (env: NodeJS.ProcessEnv) => string,
): string {
  if (process.platform === 'win32') return pipeName(env);
  const runtime = env['XDG_RUNTIME_DIR'] ?? '';
  const folder = path.isAbsolute(runtime)
    ? path.join(path.normalize(runtime), 'max-desk')
    : path.join(stateFolder(env), 'agent');
  const socket = path.join(folder, 'agent.sock');
  if (Buffer.byteLength(socket) <= longestPath) return socket;
  throw agentFault(socket, `is longer than the ${longestPath} bytes that the address of a socket may have`);
}

function pipeName(env: NodeJS.ProcessEnv): string {
  const whose = shortDigest(`${env['USERDOMAIN'] ?? ''}\\${userInfo().username}\n${homedir()}`);
  return String.raw`\\.\pipe\max-desk-agent-${whose}`;
}

/**
 * Makes sure that only this user gets to the socket: its folder has the mode 0700, is no link, and nobody else decides what
 * is at its place. Throws `agent-unavailable`, `storage`.
 * @param make whether to make a folder that is missing, else that is no fault
 */
export function assertPrivateFolder(socket: string, make: boolean): void {
  if (process.platform === 'win32') return;
  const folder = path.dirname(socket);
  try {
    assertTrustedFolder(folder);
    if (make) mkdirSync(folder, { recursive: true, mode: 0o700 });
    const stats = lstatSync(folder, { throwIfNoEntry: false });
    // Nobody else could make it, either.
    if (!stats && !make) return;
    if (!stats?.isDirectory()) throw agentFault(folder, 'is no folder, or a symbolic link');
    if (stats.uid !== process.geteuid?.())
      throw agentFault(folder, 'belongs to another user of this computer');
    if ((stats.mode & othersMay) !== 0)
      throw agentFault(folder, 'can be used by others; its mode must be 0700');
    assertTrustedFolder(folder);
  } catch (error) {
    throw error instanceof AppError ? error : socketFault(folder, error);
  }
}

/** The error for a file that is in the way. */
export function agentFault(file: string, text: string, cause?: unknown): AppError {
  return new AppError('agent-unavailable', `${file} ${text}.`, {
    cause,
    hint: 'See who has put it there and remove it, then switch the access for other programs off and on again.',
    details: { file, text },
  });
}

/** The same for an error of the system. */
export function socketFault(file: string, error: unknown): AppError {
  return agentFault(file, `cannot be used (${systemCode(error)})`, error);
}
