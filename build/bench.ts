/** `npm run bench -- [NAME…] [--quick] [--no-peers]`: measures us and our peers into test/bench/RESULTS.md. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Arguments, measuresProduct, readArguments, runBenches, usage } from '../test/bench/main.ts';
import { ensureBuilt } from './bundle.ts';
import { root } from './bundles.ts';
import { orSetupProblem } from './electron/problem.ts';

const wanted = argumentsOrExit();
if (wanted.names.some(measuresProduct)) await ensureBuilt();
if (wanted.peers) installPeers();
await orSetupProblem(() => runBenches(wanted));

function argumentsOrExit(): Arguments {
  try {
    return readArguments(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n${usage}`);
    process.exit(2);
  }
}

/** The peers are not dependencies of the product: they are installed only to be measured, from their own lockfile. */
function installPeers(): void {
  const folder = path.join(root, 'test/bench');
  if (existsSync(path.join(folder, 'node_modules'))) return;
  console.log('The products to measure against are installed in test/bench (once, about 450 MB) …');
  const shell = process.platform === 'win32';
  const { status } = spawnSync('npm', ['ci'], { cwd: folder, stdio: 'inherit', shell });
  if (status !== 0) console.error('They could not be installed: only ours is measured.');
}
