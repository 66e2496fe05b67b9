import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { root } from '../../../build/bundles.ts';

/** The files of a project, as the compiler finds them. */
async function filesOf(project: string): Promise<string[]> {
  const compiler = path.join(root, 'node_modules/typescript/bin/tsc');
  const args = [compiler, '-p', project, '--listFilesOnly'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, maxBuffer: 64_000_000 });
  return stdout.split('\n').map((file) => path.resolve(root, file));
}

it('the types of every source are checked by "npm run check", of those for the peers where these are installed', async () => {
  const checked = new Set(
    (await Promise.all(['.', 'renderer', 'test', 'test/bench/peers'].map(filesOf))).flat(),
  );
  const all = globSync('{build,electron,renderer,test}/**/*.{ts,tsx}', {
    cwd: root,
    exclude: ['**/node_modules/**', '**/node_modules'],
  });
  expect(all.length).toBeGreaterThan(1_000);
  expect(all.filter((file) => !checked.has(path.join(root, file)))).toEqual([]);
});
