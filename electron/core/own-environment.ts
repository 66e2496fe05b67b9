/** What of the environment is ours, or would weaken us. */

/** Switches Node's check of certificates off, where it is 0 (R1). */
export const uncheckedTls = 'NODE_TLS_REJECT_UNAUTHORIZED';

/** On Windows the names have no case. */
const isOurs = (name: string) => name.toUpperCase().startsWith('MAX_DESK_');

/**
 * The environment for a program that is started: without our own variables, which may hold a password or a key. Other
 * programs of the same user can read it, and so can whatever that program starts.
 */
export function childEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !isOurs(name)));
}

/**
 * Takes our variables out of this process's environment, for the programs that Electron and the system start for us, and
 * with them what would switch the check of certificates off. Returns what was ours.
 */
export function takeOwnVariables(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours = Object.fromEntries(Object.entries(env).filter(([name]) => isOurs(name)));
  for (const name of [...Object.keys(ours), uncheckedTls]) delete env[name];
  return ours;
}
