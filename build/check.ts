/** `npm run check`: lint and format, types, unused code. Runs all steps, and fails if one of them fails. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { root } from './bundles.ts';

type Step = [name: string, command: string, ...args: string[]];
const steps: Step[] = [
  ['lint', 'biome', 'check', '--error-on-warnings', '.'],
  types('main, core, tests', '.'),
  types('page', 'renderer'),
  types('end-to-end', 'test'),
  // These packages are installed by `npm run bench` only.
  ...(existsSync(path.join(root, 'test/bench/node_modules'))
    ? [types('what we are measured against', 'test/bench/peers')]
    : []),
  ['unused code', 'knip', '-c', 'build/knip.json'],
];

/** What has not changed since the last run is not checked again. */
function types(what: string, project: string): Step {
  const known = `test-results/types/${what.replace(/\W+/g, '-')}.tsbuildinfo`;
  return [`types: ${what}`, 'tsc', '-p', project, '--incremental', '--tsBuildInfoFile', known];
}

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
