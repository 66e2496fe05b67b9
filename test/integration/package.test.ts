import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { packCommandLine } from '../../build/command-line-package.ts';
import { packForInspection } from '../../build/package-inspection.ts';

const root = path.resolve(import.meta.dirname, '../..');

test('the package holds what it must and nothing else, with its fuses set (R10, R11, R12)', () => {
  const options = { cwd: root, encoding: 'utf8' } as const;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['build/package-check.ts'], options);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/\d+ {2}dist\/main\.cjs\n/);
  expect(stdout).toMatch(/\d+ {2}dist\/simulator\.cjs\n/);
}, 120_000);

// After the test above, which builds what is missing.
test('the command line is a package of its own, which runs without anything of ours beside it', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'max-desk-cli-'));
  try {
    const packed = packCommandLine(folder);
    expect(path.basename(packed)).toMatch(/^max-desk-cli-\d+\.\d+\.\d+\.tgz$/);
    const run = (command: string, ...args: string[]) =>
      spawnSync(command, args, { cwd: folder, encoding: 'utf8' }).stdout.trim();
    run('tar', '-xzf', path.basename(packed));
    const names = run('tar', '-tzf', path.basename(packed)).split(/\r?\n/);
    for (const name of names)
      expect(name).toMatch(
        /^package\/(LICENSE|README\.md|package\.json|dist\/cli\.js|dist\/cli\/[\w-]+\.js)$/,
      );
    // What npm would install beside it.
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'package/node_modules'), 'junction');
    expect(run(process.execPath, 'package/dist/cli.js', '--version')).toMatch(/^\d+\.\d+\.\d+$/);
    expect(run(process.execPath, 'package/dist/cli.js', '--help')).toContain('max-desk token');
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);

test('a configuration that electron-builder does not know is refused', async () => {
  const file = path.join(tmpdir(), `max-desk-builder-${process.pid}.yml`);
  writeFileSync(file, 'appId: com.max-desk.app\nelectronFusses: {}\n');
  await expect(packForInspection(file)).rejects.toThrow('electronFusses');
  rmSync(file);
}, 120_000);
