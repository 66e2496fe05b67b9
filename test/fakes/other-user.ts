import { spawnSync } from 'node:child_process';

/** Whether tests can act as another user of this computer. */
export const isRoot = process.getuid?.() === 0;
export const needsRoot = 'only root can act as another user of this computer';

/** The user of no rights that every Unix has. */
export const nobody = 65_534;

/** What a shell command prints when another user runs it. */
export function asNobody(command: string, ...args: string[]): string {
  const { stdout } = spawnSync('sh', ['-c', command, 'sh', ...args], {
    uid: nobody,
    gid: nobody,
    encoding: 'utf8',
    cwd: '/',
    env: { PATH: process.env['PATH'] },
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}
