import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { isatty } from 'node:tty';
import { AppError } from '../core/errors.ts';
import { childEnvironment } from '../core/own-environment.ts';
import type { Context } from './context.ts';

interface Given {
  token: string;
  key: string | undefined;
}

/**
 * Runs a command with the token and the key in its environment, and with this process's standard streams; resolves with
 * the exit status that a shell would have: its own, or 128 and the number of the signal that ended it. Our other variables,
 * which may hold a password, are not handed on; signals are. At the time limit the command is asked to end. Throws `usage`
 * for a command that cannot be run, and the reason of the time limit.
 */
export async function runCommand(
  [name = '', ...args]: readonly string[],
  { token, key }: Given,
  { env, signal, signals }: Pick<Context, 'env' | 'signal' | 'signals'>,
): Promise<number> {
  const child = spawn(name, args, {
    stdio: 'inherit',
    env: {
      ...childEnvironment(env),
      MAX_DESK_ACCESS_TOKEN: token,
      ...(key === undefined ? {} : { MAX_DESK_SUBSCRIPTION_KEY: key }),
    },
  });
  passOn(child, signals);
  const late = () => void child.kill('SIGTERM');
  signal.addEventListener('abort', late, { once: true });
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  child.once('error', (error: NodeJS.ErrnoException) => reject(notRun(name, error)));
  child.once('close', (status, by) => resolve(status ?? 128 + (by ? constants.signals[by] : 0)));
  try {
    return await promise;
  } finally {
    signal.removeEventListener('abort', late);
    signal.throwIfAborted();
  }
}

/** A terminal sends Ctrl-C to the command itself; passed on as well, it would come twice. */
function passOn(child: ChildProcess, signals: Context['signals']): void {
  const hasTerminal = isatty(0);
  signals.take('SIGINT', () => void (hasTerminal || child.kill('SIGINT')));
  signals.take('SIGTERM', () => void child.kill('SIGTERM'));
  signals.take('SIGHUP', () => void child.kill('SIGHUP'));
}

function notRun(name: string, cause: NodeJS.ErrnoException): AppError {
  const reason = cause.code ?? 'unknown';
  return new AppError('usage', `"${name}" cannot be run (${reason}).`, {
    cause,
    hint: 'Name a program after "--", and its arguments: max-desk exec -- curl …',
  });
}
