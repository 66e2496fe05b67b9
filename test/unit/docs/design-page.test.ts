import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const page = readFileSync(path.join(root, 'docs/design.md'), 'utf8');

/** The rules of the page by number; whether the code keeps them in every case. */
const rules = new Map(
  [...page.matchAll(/^- \*\*(R\d+)\*\*( \*\(not held yet\)\*)?/gm)].map(([, number = '', open]) => [
    number,
    open === undefined,
  ]),
);

const own = path.basename(import.meta.filename);
const rooms = ['electron', 'renderer', 'build', 'test'];
const files = rooms.flatMap(sourcesIn);

function sourcesIn(folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : sourcesIn(file);
    return /\.(?:tsx?|cjs|mjs|css|html)$/.test(entry.name) ? [file] : [];
  });
}

/** In a title or a comment: a rule, not a part of another word. */
const numbersIn = (text: string) =>
  [...text.matchAll(/(?<![\w-])R(\d{1,2})(?![\w-])(?:–R(\d{1,2}))?/g)].flatMap(([, from, to]) =>
    Array.from({ length: Number(to ?? from) - Number(from) + 1 }, (_, i) => `R${Number(from) + i}`),
  );

const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

describe('the rules', () => {
  test('have numbers from 1 to 50, each once', () => {
    expect([...rules.keys()]).toEqual(Array.from({ length: 50 }, (_, i) => `R${i + 1}`));
    expect(page.match(/^- \*\*R\d+\*\*/gm)).toHaveLength(50);
  });

  test.each(rooms)('that %s names are on the page', (room) => {
    const unknown = files
      .filter((file) => file.startsWith(`${room}/`) && !file.endsWith(own))
      .flatMap((file) => numbersIn(read(file)).map((number) => ({ file, number })))
      .filter(({ number }) => !rules.has(number));
    expect(unknown).toEqual([]);
  });

  test('that are held have a test that names them', () => {
    const named = new Set(
      files
        .filter((file) => /\.(?:test|spec)\.tsx?$/.test(file) && !file.endsWith(own))
        .flatMap((file) => numbersIn(read(file))),
    );
    expect(
      [...rules].filter(([number, held]) => held && !named.has(number)).map(([number]) => number),
    ).toEqual([]);
  });

  test('are read in a range too, and not in other words', () => {
    expect(numbersIn('R23–R26, (R1) AR2 R34x R0')).toEqual(['R23', 'R24', 'R25', 'R26', 'R1', 'R0']);
  });
});

describe('the pages', () => {
  const pages = [
    ...['sign-in', 'ipc', 'storage', 'dialects', 'shapes', 'live-updates', 'table', 'export'],
    ...['actions', 'ledger', 'history', 'gateway', 'proxies', 'exit-status', 'page-calls', 'words'],
    'resources',
    'sign-in-items',
    'table-use',
    'outages',
    'incidents',
    'wall',
    'daemons',
    'recording',
    'webhooks',
  ];

  test.each(pages)('docs/%s.md is short, and the design leads to it', (name) => {
    expect(read(`docs/${name}.md`).split('\n').length).toBeLessThanOrEqual(121);
    expect(page).toContain(`(${name}.md)`);
  });

  test.each(['README', 'CONTRIBUTING', 'docs/design', ...pages.map((name) => `docs/${name}`)])(
    '%s.md leads to no place that is not there',
    (name) => {
      const named = [
        ...read(`${name}.md`).matchAll(/`((?:electron|renderer|test|build|core|shell)\/[\w./-]+)`/g),
      ];
      const places = named.map(([, place = '']) => place.replace(/^(?=core\/|shell\/)/, 'electron/'));
      expect(
        places.filter((place) => !existsSync(path.join(root, place.replace('FEATURE', 'units')))),
      ).toEqual([]);
    },
  );

  test.each([...pages, 'design'])('docs/%s.md names no file that is not there', (name) => {
    const names = new Set(files.map((file) => path.basename(file)));
    const named = [...read(`docs/${name}.md`).matchAll(/`[\w./-]*?([\w.-]+\.(?:tsx?|cjs|mjs))`/g)].map(
      ([, file = '']) => file,
    );
    expect(named.filter((file) => !names.has(file))).toEqual([]);
  });
});
