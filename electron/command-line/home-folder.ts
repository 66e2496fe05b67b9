import path from 'node:path';
import { AppError } from '../core/errors.ts';
import { stateFolder } from '../core/storage/state-folder.ts';

/**
 * The absolute path of the folder where sign-ins and connections are kept; nothing is ever kept in the current folder
 * (R47). Throws `usage` for a relative folder that was named, and `storage` where the account has no home.
 * @param given the folder of `--home`
 */
export function homeFolder(given: string | undefined, env: NodeJS.ProcessEnv): string {
  if (given) return absolute(given, '--home');
  const named = env['MAX_DESK_HOME'];
  return named ? absolute(named, 'MAX_DESK_HOME') : stateFolder(env);
}

function absolute(folder: string, option: string): string {
  if (path.isAbsolute(folder)) return path.normalize(folder);
  throw new AppError('usage', `${option} names "${folder}", which depends on the current folder.`, {
    hint: `Write the whole path, for instance ${path.resolve(path.sep, 'var', 'lib', 'max-desk')}.`,
  });
}
