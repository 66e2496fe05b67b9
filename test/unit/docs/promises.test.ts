/** README and SECURITY.md promise only what a test holds. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

/** The section of a page under this title, without its subsections' titles. */
function section(page: string, title: string): string {
  const begin = page.indexOf(`## ${title}\n`);
  const end = page.indexOf('\n## ', begin);
  return begin < 0 ? '' : page.slice(begin, end < 0 ? undefined : end);
}

const testsIn = (text: string) =>
  [...text.matchAll(/`(test\/[\w./-]+?)\/?`/g)].map(([, place = '']) => place);

/** Whether a place is a file of tests, or a folder that has some. */
function holdsTests(place: string): boolean {
  const whole = path.join(root, place);
  if (!existsSync(whole)) return false;
  if (statSync(whole).isDirectory()) return readdirSync(whole).some((name) => holdsTests(`${place}/${name}`));
  return /\.(?:test|spec)\.tsx?$/.test(place) && /^\s*(?:test|it|attack)\b/m.test(read(place));
}

const promises = section(read('README.md'), 'What it promises')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| promise '));
const points = section(read('SECURITY.md'), 'What is protected, and how')
  .split(/\n(?=- )/)
  .slice(1);

describe.each([
  ['README.md', promises, 30],
  ['SECURITY.md', points, 12],
] as const)('each promise of %s', (_page, all, least) => {
  test('is there', () => expect(all.length).toBeGreaterThanOrEqual(least));

  test.each(all.map((line) => [line.replace(/\s+/g, ' ').slice(0, 80), line]))(
    'names its tests: %s',
    (_name, line) => {
      const named = testsIn(line);
      expect(named).not.toEqual([]);
      expect(named.filter((place) => !holdsTests(place))).toEqual([]);
    },
  );
});

test('every file of attacks belongs to a promise', () => {
  const named = new Set([...promises, ...points].flatMap(testsIn));
  const files = readdirSync(path.join(root, 'test/attack')).map((name) => `test/attack/${name}`);
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((file) => !named.has(file))).toEqual([]);
});

test('what is not protected is said, and a service is set up so that no memory of it is written to disk', () => {
  const open = section(read('SECURITY.md'), 'What is not protected');
  for (const word of [
    'same user',
    '--remote-debugging-port',
    'B2C',
    'core dumps',
    'copy of everything',
    '--ca',
  ])
    expect(open).toContain(word);
  const daemons = section(read('README.md'), 'The command line');
  const unit = /```ini\n([\s\S]*?)```/.exec(daemons)?.[1] ?? '';
  expect(unit).toMatch(/^LimitCORE=0$/m);
  expect(unit).toMatch(/^UMask=0077$/m);
  expect(/```crontab\n([\s\S]*?)```/.exec(daemons)?.[1]).toMatch(/^\S+ \* \* \* \* umask 077; /);
});
