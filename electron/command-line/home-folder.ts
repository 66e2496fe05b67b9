import { homedir } from 'node:os';
import path from 'node:path';
import { AppError } from '../core/errors.ts';

/**
 * The absolute path of the folder where sign-ins and connections are kept; nothing is ever kept in the current folder
 * (R47). Throws `usage` for a relative folder that was named, and `storage` where the account has no home.
 * @param given the folder of `--home`
 */
export function homeFolder(given: string | undefined, env: NodeJS.ProcessEnv): string {
  if (given) return absolute(given, '--home');
  const named = env['MAX_DESK_HOME'];
  return named ? absolute(named, 'MAX_DESK_HOME') : usualFolder(env);
}

function absolute(folder: string, option: string): string {
  if (path.isAbsolute(folder)) return path.normalize(folder);
  throw new AppError('usage', `${option} names "${folder}", which depends on the current folder.`, {
    hint: `Write the whole path, for instance ${path.resolve(path.sep, 'var', 'lib', 'max-desk')}.`,
  });
}

function usualFolder(env: NodeJS.ProcessEnv): string {
  const { platform } = process;
  if (platform === 'win32') {
    const local = env['LOCALAPPDATA'] ?? '';
    const parent = path.isAbsolute(local) ? local : path.join(ownHome(), 'AppData', 'Local');
    return path.join(parent, 'MAX Desk', 'command-line');
  }
  if (platform === 'darwin')
    return path.join(ownHome(), 'Library', 'Application Support', 'MAX Desk', 'command-line');
  // XDG Base Directory Specification: ignore relative paths.
  const state = env['XDG_STATE_HOME'] ?? '';
  return path.join(path.isAbsolute(state) ? state : path.join(ownHome(), '.local', 'state'), 'max-desk');
}

/** HOME may be unset, empty or relative, and an account of a container need not be in the list of users. */
function ownHome(): string {
  let home = '';
  try {
    home = homedir();
  } catch {
    // Said below.
  }
  if (path.isAbsolute(home)) return home;
  const reason = home === '' ? 'is not set' : `is "${home}", which depends on the current folder`;
  throw new AppError('storage', `There is no home to keep sign-ins and connections in: HOME ${reason}.`, {
    hint: 'Name a folder with --home or MAX_DESK_HOME. With --connection FILE and --technical-account none is needed.',
    details: { file: 'HOME', text: reason },
  });
}
