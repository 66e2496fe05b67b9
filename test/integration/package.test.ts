import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ensureBuilt } from '../../build/bundle.ts';
import { packCommandLine } from '../../build/packaging/command-line-package.ts';
import { packageFindings } from '../../build/packaging/package-findings.ts';
import { packForInspection } from '../../build/packaging/package-inspection.ts';

const root = path.resolve(import.meta.dirname, '../..');

beforeAll(ensureBuilt, 60_000);

test('the package holds what it must and nothing else, with its fuses set (R10, R11, R12)', async () => {
  const packed = await packForInspection(path.join(root, 'build/electron-builder.yml'));
  try {
    expect(packageFindings(packed)).toEqual([]);
    expect([...packed.files.keys()]).toEqual(expect.arrayContaining(['dist/main.cjs', 'dist/simulator.cjs']));
    expect(JSON.parse(String(packed.files.get('package.json')))).toMatchObject({ main: 'dist/main.cjs' });
  } finally {
    rmSync(packed.folder, { recursive: true });
  }
});

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
        /^package\/(LICENSE|README\.md|package\.json|dist\/cli\.cjs|dist\/cli\/[\w-]+\.cjs)$/,
      );
    // What npm would install beside it.
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'package/node_modules'), 'junction');
    expect(run(process.execPath, 'package/dist/cli.cjs', '--version')).toMatch(/^\d+\.\d+\.\d+$/);
    expect(run(process.execPath, 'package/dist/cli.cjs', '--help')).toContain('max-desk token');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a configuration that electron-builder does not know is refused', async () => {
  const file = path.join(tmpdir(), `max-desk-builder-${process.pid}.yml`);
  writeFileSync(file, 'appId: com.max-desk.app\nelectronFusses: {}\n');
  await expect(packForInspection(file)).rejects.toThrow('electronFusses');
  rmSync(file);
});
