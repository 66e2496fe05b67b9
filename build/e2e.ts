/** `npm run e2e -- [Playwright's arguments]`: the end-to-end specs, on the stand-in unless `--project=electron` says otherwise. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { ensureBuilt } from './bundle.ts';
import { root } from './bundles.ts';

const args = process.argv.slice(2);
const isProject = (arg: string) => arg === '--project' || arg.startsWith('--project=');
const project = args.some(isProject) ? [] : ['--project=stand-in'];

await ensureBuilt();
const playwright = path.join(root, 'node_modules/@playwright/test/cli.js');
const argv = [
  playwright,
  'test',
  '--config',
  path.join(root, 'build/playwright.config.ts'),
  ...project,
  ...args,
];
const child = spawn(process.execPath, argv, { cwd: root, stdio: 'inherit' });
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
