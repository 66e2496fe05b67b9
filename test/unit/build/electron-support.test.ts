import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/**
 * When Electron stops fixing a major: with the third one after it, every eight weeks one. From the schedule at
 * https://releases.electronjs.org/schedule; to be looked up anew with every upgrade.
 */
const supportEnds: Record<string, string> = { 45: '2027-04-07' };

test('R7 the Electron that ships still gets security fixes', () => {
  const file = path.resolve(import.meta.dirname, '../../../package.json');
  const { devDependencies } = JSON.parse(readFileSync(file, 'utf8')) as {
    devDependencies: { electron: string };
  };
  const [major = ''] = devDependencies.electron.split('.');
  const end = Date.parse(supportEnds[major] ?? '');
  expect(end, `Say in this file when Electron ${major} goes out of support.`).not.toBeNaN();
  expect(Date.now(), `Electron ${major} is out of support: upgrade.`).toBeLessThan(end);
});
