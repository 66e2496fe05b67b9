import { spawn, spawnSync } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { CommandLineUser } from './command-line-user.ts';

/** util-linux's: runs a command on a terminal of its own. */
export const hasTerminal =
  process.platform === 'linux' && spawnSync('script', ['--version'], { stdio: 'ignore' }).status === 0;
export const needsTerminal = 'this computer has no "script" of util-linux';

/**
 * All that reaches the terminal on which the command line runs.
 * @param file the built command line
 * @param args without anything that a shell would read otherwise
 */
export function onTerminal(
  { user, file }: { user: CommandLineUser; file: string },
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<string> {
  const command = [process.execPath, file, ...args].join(' ');
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    cwd: user.folder,
    env: { ...user.env, TERM: 'xterm', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return text(child.stdout);
}
