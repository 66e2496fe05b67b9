/**
 * `node build/run.mjs advisories`: asks the npm registry for known vulnerabilities of what the lockfile names, and fails
 * if one of them is high or critical. Some registries and mirrors do not offer that: then it says so and ends with 0,
 * unless `--required` is given.
 */
import { spawnSync } from 'node:child_process';
import { readAdvisories } from './advisory-report.ts';
import { root } from './bundles.ts';

const shell = process.platform === 'win32';
const { stdout } = spawnSync('npm', ['audit', '--json'], {
  cwd: root,
  encoding: 'utf8',
  shell,
  maxBuffer: 2 ** 28,
});
const { text, outcome } = readAdvisories(stdout);
console.log(text);
const isRequired = process.argv.includes('--required');
if (outcome === 'grave' || (outcome === 'not-offered' && isRequired)) process.exitCode = 1;
