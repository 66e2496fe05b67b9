import { readFileSync } from 'node:fs';
import { AppError } from '../core/errors.ts';
import type { CommonOptions } from './arguments.ts';

const hint = 'Set MAX_DESK_PASSWORD, or use --password-stdin or --password-fd N.';

/**
 * The technical account's password, from exactly one source; never an argument, which everybody on the computer could
 * read (R21). One line end at its end is not part of it. Throws `usage`.
 */
export function readPassword(options: CommonOptions, fromEnvironment: string | undefined): string {
  const sources = [fromEnvironment !== undefined, options.passwordStdin, options.passwordFd !== undefined];
  const count = sources.filter(Boolean).length;
  if (count === 0) throw new AppError('usage', 'The technical account needs a password.', { hint });
  if (count > 1) throw new AppError('usage', 'The password comes from more than one source.', { hint });
  const password = fromEnvironment ?? readDescriptor(options.passwordFd ?? 0);
  if (password === '') throw new AppError('usage', 'The password is empty.', { hint });
  return password;
}

function readDescriptor(descriptor: number): string {
  try {
    return readFileSync(descriptor, 'utf8').replace(/\r?\n$/, '');
  } catch (cause) {
    throw new AppError('usage', `The password cannot be read from file descriptor ${descriptor}.`, {
      cause,
      hint,
    });
  }
}
