import { AppError } from '../core/errors.ts';
import { wholeNumber } from './arguments.ts';
import type { IdentityOptions } from './options.ts';
import { secretFrom, secretText } from './secret-text.ts';

const variable = 'MAX_DESK_PASSWORD';
const hint = 'Set MAX_DESK_PASSWORD, or use --password-stdin or --password-fd N.';

/** The sources for the password that were given, as messages name them; an empty variable is none. */
export function passwordSources(options: IdentityOptions, env: NodeJS.ProcessEnv): string[] {
  return [
    ...(env[variable] ? [variable] : []),
    ...(options['password-stdin'] ? ['--password-stdin'] : []),
    ...(options['password-fd'] === undefined ? [] : [`--password-fd ${options['password-fd']}`]),
  ];
}

/**
 * The technical account's password, from exactly one source, never from an argument, because everybody on the computer
 * can read those (R21). It is read as `secretText` does (R46). Throws `usage`, `offline` at the time limit, or the abort
 * reason of `signal`.
 */
export async function readPassword(
  options: IdentityOptions,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<string> {
  const [source, ...others] = passwordSources(options, env);
  if (source === undefined) throw new AppError('usage', 'The technical account needs a password.', { hint });
  if (others.length > 0) {
    const all = [source, ...others].join(' and ');
    throw new AppError('usage', `The password comes from more than one source: ${all}.`, { hint });
  }
  const descriptor = wholeNumber('--password-fd', options['password-fd'], 0) ?? 0;
  const what = `The password from ${source}`;
  return secretText(env[variable] || (await secretFrom(descriptor, what, signal)), what, hint);
}
