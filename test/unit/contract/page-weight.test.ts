import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');

function sourcesIn(folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sourcesIn(file);
    return /\.tsx?$/.test(entry.name) ? [file] : [];
  });
}

/** The modules of which a source takes more than types, as it names them. */
function valuesFrom(source: string): string[] {
  const imports = [...source.matchAll(/^import\s+(?!type\b)(?:\{([^}]*)\}|[^'{]+)\s+from\s+'([^']+)';/gm)];
  return imports.flatMap(([, names, from = '']) => {
    const taken = names?.split(',').map((name) => name.trim());
    const isTypes = taken?.every((name) => name === '' || name.startsWith('type ')) === true;
    return isTypes ? [] : [from];
  });
}

/** The files of ours of which the page takes values, and zod if one of them does, each with the way there. */
function reachedFrom(start: readonly string[]): Map<string, string> {
  const ways = new Map(start.map((file) => [file, file]));
  for (const [file, way] of ways) {
    if (file === 'zod') continue;
    for (const from of valuesFrom(readFileSync(path.join(root, file), 'utf8'))) {
      const isOurs = /^\.{1,2}\/.*\.tsx?$/.test(from);
      const next = isOurs ? path.posix.join(path.posix.dirname(file), from) : from;
      if ((isOurs || next === 'zod') && !ways.has(next)) ways.set(next, `${way} → ${next}`);
    }
  }
  return ways;
}

test('the page takes only types of contract files with schemas: zod would make it a fifth larger', () => {
  const ways = reachedFrom(sourcesIn('renderer'));
  expect(ways.get('zod')).toBeUndefined();
  // It looks where it should: the page does take values of the contract, and main takes zod.
  expect(ways.has('electron/contract/names.ts')).toBe(true);
  expect(reachedFrom(['electron/contract/hand-over.ts']).has('zod')).toBe(true);
});

test.each([
  ["import { a } from './a.ts';", ['./a.ts']],
  ["import { type A, a } from './a.ts';", ['./a.ts']],
  ["import { type A, type B } from './a.ts';", []],
  ["import type { A } from './a.ts';", []],
  ["import {\n  type A,\n  b,\n} from './a.ts';", ['./a.ts']],
])('of "%s" values come from %o', (source, from) => expect(valuesFrom(source)).toEqual(from));
