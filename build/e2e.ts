/**
 * `npm run e2e -- [Playwright's arguments]`: the end-to-end specs, on the available Electron. On Linux without a
 * display each Playwright worker starts its own. `--project=desktop` runs the specs for a real Linux desktop, each on
 * its own desktop; `--project=pictures` takes pictures of every state. The last lines name the Electron version and count the specs.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBuilt } from './bundle.ts';
import { root } from './bundles.ts';
import { hasDisplay } from './electron/desktop-session.ts';
import { orSetupProblem } from './electron/problem.ts';
import { describeElectron, obtainElectron } from './electron/runtime.ts';
import { requirePackages, whyNoDesktop } from './electron/system-packages.ts';

const given = process.argv.slice(2);
const argv = given.some((argument) => argument.startsWith('--project='))
  ? given
  : ['--project=e2e', ...given];

await orSetupProblem(async () => {
  await ensureBuilt();
  const electron = await obtainElectron();
  // Without Electron the specs are skipped with this reason, and need no display.
  if ('file' in electron && !argv.includes('--project=desktop') && !hasDisplay()) requirePackages();
  const engine =
    'missing' in electron ? `not run on Electron: ${electron.missing}` : describeElectron(electron);
  const noDesktop = argv.includes('--project=desktop') ? whyNoDesktop() : undefined;
  const folder = mkdtempSync(path.join(tmpdir(), 'max-desk-e2e-'));
  const report = process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ?? path.join(folder, 'report.json');
  try {
    process.exitCode = await playwright({ PLAYWRIGHT_JSON_OUTPUT_FILE: report });
    if (noDesktop) console.log(`\ndesktop: skipped. ${noDesktop}`);
    console.log(`\n${engine}\n${counts(report)}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function playwright(env: Record<string, string>): Promise<number> {
  const cli = path.join(root, 'node_modules/@playwright/test/cli.js');
  const config = path.join(root, 'build/playwright.config.ts');
  const args = [cli, 'test', '--config', config, ...argv];
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  // Ctrl-C reaches Playwright directly; this process must outlive it.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

/** "84 passed, 0 failed, 0 skipped"; flaky specs count as failed. */
function counts(report: string): string {
  try {
    const { expected, unexpected, flaky, skipped } = JSON.parse(readFileSync(report, 'utf8')).stats;
    return `${expected} passed, ${unexpected + flaky} failed, ${skipped} skipped`;
  } catch {
    return 'Playwright wrote no report.';
  }
}
