import { AppError } from '../core/errors.ts';
import { wholeNumber } from './arguments.ts';
import type { IdentityOptions } from './options.ts';

const hint = 'Set MAX_DESK_PASSWORD, or use --password-stdin or --password-fd N.';

/** How many sources for the password were given. */
export function passwordSources(options: IdentityOptions, env: NodeJS.ProcessEnv): number {
  const sources = [env['MAX_DESK_PASSWORD'], options['password-stdin'] || undefined, options['password-fd']];
  return sources.filter((source) => source !== undefined).length;
}

/**
 * The technical account's password, from exactly one source, never from an argument, because everybody on the computer
 * can read those (R21). One final line break is removed. Throws `usage`, or the abort reason of `signal`.
 */
export async function readPassword(
  options: IdentityOptions,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<string> {
  const count = passwordSources(options, env);
  if (count === 0) throw new AppError('usage', 'The technical account needs a password.', { hint });
  if (count > 1) throw new AppError('usage', 'The password comes from more than one source.', { hint });
  const descriptor = wholeNumber('--password-fd', options['password-fd'], 0) ?? 0;
  const password = env['MAX_DESK_PASSWORD'] ?? (await fromDescriptor(descriptor, signal));
  if (password === '') throw new AppError('usage', 'The password is empty.', { hint });
  return password;
}

/** Streams and sockets take 5 ms to load, and most daemons have their password in the environment. */
async function fromDescriptor(descriptor: number, signal: AbortSignal): Promise<string> {
  const { readDescriptor } = await import('./input.ts');
  try {
    return await readDescriptor(descriptor, signal);
  } catch (cause) {
    if (signal.reason instanceof AppError) throw signal.reason;
    if (signal.aborted)
      throw new AppError('offline', 'No password came within the time limit.', { cause, hint });
    throw new AppError('usage', `The password cannot be read from file descriptor ${descriptor}.`, {
      cause,
      hint,
    });
  }
}
