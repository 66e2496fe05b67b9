/**
 * `npm run package:check`: packs the app without a download and inspects the package: content, size, fuses, and what
 * must not be in it. electron-builder checks the configuration against its schema. On Linux the package is then built
 * with the available Electron and run.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { ensureBuilt } from './bundle.ts';
import { root } from './bundles.ts';
import { prepareElectron } from './electron/runtime.ts';
import { packageFindings } from './package-findings.ts';
import { packForInspection } from './package-inspection.ts';

await ensureBuilt();
const looksGood = await look();
const runs = await run();
// Explicit, because electron-builder sets its own exit status.
process.exit(looksGood && runs ? 0 : 1);

async function look(): Promise<boolean> {
  const packed = await packForInspection(path.join(root, 'build/electron-builder.yml'));
  const findings = packageFindings(packed);
  const size = [...packed.files.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
  for (const [name, { byteLength }] of packed.files)
    console.log(`${String(byteLength).padStart(9)}  ${name}`);
  console.log(`${packed.files.size} files, ${size} bytes`);
  for (const finding of findings) console.error(`- ${finding}`);
  rmSync(packed.folder, { recursive: true });
  if (findings.length === 0) console.log('The package is as it should be.');
  return findings.length === 0;
}

/** Where the app cannot run, the tests are skipped and say why. */
async function run(): Promise<boolean> {
  await prepareElectron();
  const cli = path.join(root, 'node_modules/vitest/vitest.mjs');
  const tests = ['--project', 'integration', 'test/integration/package-run.test.ts'];
  const { status } = spawnSync(process.execPath, [cli, 'run', '-c', 'build/vitest.config.ts', ...tests], {
    cwd: root,
    stdio: 'inherit',
  });
  return status === 0;
}
