import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { packForInspection } from '../../build/package-inspection.ts';

const root = path.resolve(import.meta.dirname, '../..');

test('the package holds what it must and nothing else, with its fuses set (R10, R11, R12)', () => {
  const options = { cwd: root, encoding: 'utf8' } as const;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['build/package-check.ts'], options);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/\d+ {2}dist\/main\.cjs\n/);
  expect(stdout).toMatch(/\d+ {2}dist\/simulator\.cjs\n/);
}, 120_000);

test('a configuration that electron-builder does not know is refused', async () => {
  const file = path.join(tmpdir(), `max-desk-builder-${process.pid}.yml`);
  writeFileSync(file, 'appId: com.max-desk.app\nelectronFusses: {}\n');
  await expect(packForInspection(file)).rejects.toThrow('electronFusses');
  rmSync(file);
}, 120_000);
