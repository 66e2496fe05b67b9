/** `npm run check`: lint and format, types, unused code. Runs all steps, and fails if one of them fails. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { root } from './bundles.ts';

type Step = [name: string, command: string, ...args: string[]];
const steps: Step[] = [
  ['lint', 'biome', 'check', '--error-on-warnings', '.'],
  ['types: main, core, tests', 'tsc', '-p', '.'],
  ['types: page', 'tsc', '-p', 'renderer'],
  ['types: end-to-end', 'tsc', '-p', 'test'],
  // These packages are installed by `npm run bench` only.
  ...(existsSync(path.join(root, 'test/bench/node_modules'))
    ? [['types: what we are measured against', 'tsc', '-p', 'test/bench/peers'] satisfies Step]
    : []),
  ['unused code', 'knip', '-c', 'build/knip.json'],
];

const failed = steps.filter(([name, command, ...args]) => {
  console.log(`- ${name}`);
  const executable = path.join(root, 'node_modules/.bin', command);
  const shell = process.platform === 'win32';
  return spawnSync(executable, args, { cwd: root, stdio: 'inherit', shell }).status !== 0;
});
if (failed.length > 0) {
  console.error(`check failed: ${failed.map(([name]) => name).join('; ')}`);
  process.exitCode = 1;
}
