import { homedir } from 'node:os';
import path from 'node:path';
import { AppError } from '../errors.ts';

/**
 * The folder of this user for what the command line keeps, unless another one was named. Throws `storage` where the account
 * has no home.
 */
export function stateFolder(env: NodeJS.ProcessEnv): string {
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
