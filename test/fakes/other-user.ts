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

/** Where an address of this computer sends another user on; undefined if that user cannot even run Node. */
export function redirectForNobody(address: string): string | undefined {
  const script = `fetch(process.argv[1], { redirect: 'manual' })
    .then(({ headers }) => console.log('to ' + (headers.get('location') ?? '')), () => console.log('to '));`;
  const { stdout } = spawnSync(process.execPath, ['-e', script, address], {
    uid: nobody,
    gid: nobody,
    encoding: 'utf8',
    cwd: '/',
    env: {},
  });
  return /^to (.*)\n/.exec(stdout ?? '')?.[1];
}
