/**
 * `npm run package:check`: packs the app without a download and inspects the package: content, size, fuses, and what
 * must not be in it. electron-builder checks the configuration against its schema. On Linux the package is then built
 * with the available Electron and run; where it cannot run, the tests are skipped and say why.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ensureBuilt } from './bundle.ts';
import { root } from './bundles.ts';
import { prepareElectron } from './electron/runtime.ts';

await ensureBuilt();
await prepareElectron();
const cli = path.join(root, 'node_modules/vitest/vitest.mjs');
const tests = ['package', 'package-run'].map((name) => `test/integration/${name}.test.ts`);
const args = [cli, 'run', '-c', 'build/vitest.config.ts', '--project', 'integration', ...tests];
// The packaged app is not run every day.
const env = { ...process.env, MAX_DESK_ALL: '1' };
const { status } = spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
process.exitCode = status ?? 1;
