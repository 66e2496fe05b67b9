import { stripTypeScriptTypes } from 'node:module';
import { describe, expect, test } from 'vitest';
import { instrument } from '../../../build/mutants/instrument.ts';
import { mutationsOf } from '../../../build/mutants/mutators.ts';
import { sampleOf } from '../../../build/mutants/sample.ts';

/** Every fault of an expression, as the text with it. */
const faultsOf = (source: string) =>
  mutationsOf('x.ts', source).map(
    ({ start, end, text }) => source.slice(0, start) + text + source.slice(end),
  );

describe('the faults', () => {
  test.each<[what: string, source: string, faults: string[]]>([
    ['a condition', 'if (a) b++;', ['if (!(a)) b++;', 'if (a) b--;']],
    ['a comparison', 'x = a < b;', ['undefined;', 'x = a <= b;']],
    ['an equality', 'x = (a) === b;', ['undefined;', 'x = (a) !== b;']],
    ['what is compared in a condition', 'if (a === b) c;', ['if (!(a === b)) c;']],
    ['and, or', 'x = (a || b) && c;', ['undefined;', 'x = (a || b) || c;', 'x = (a && b) && c;']],
    ['a default', 'x = a ?? b;', ['undefined;', 'x = a;']],
    ['the default of an element', 'x = a[b] ?? c;', ['undefined;']],
    ['a sum', 'x = a + b; y += 1;', ['undefined; y += 1;', 'x = a - b; y += 1;', 'x = a + b; y -= 1;']],
    ['joined texts', "x = a + '';", ['undefined;']],
    ['a statement', 'await a.b(); new A();', ['undefined; new A();']],
    ['a result', 'const f = () => a;', ['const f = () => undefined;']],
    ['a text', "x = 'a';", ['undefined;', "x = '';"]],
    ['a list', 'x = [a, []];', ['undefined;', 'x = [];']],
    ['yes and no', 'x = true;', ['undefined;', 'x = false;']],
    [
      'optional links',
      'x = a?.b?.(c)?.[d]?.e;',
      ['undefined;', 'x = a.b?.(c)?.[d]?.e;', 'x = a?.b(c)?.[d]?.e;', 'x = a?.b?.(c)[d]?.e;'],
    ],
  ])('of %s', (_, source, faults) => {
    expect(faultsOf(source).sort()).toEqual([...faults].sort());
  });

  test.each([
    "import a from 'a'; export * from 'b'; const c = import('c');",
    "type A = 'a' | ['b']; interface B { c: 'd' }",
    "log.info('text', { a: true }); parts.log.warn('text');",
    "throw new AppError(code, 'message', { hint: 'text' });",
    "const { 'b-c': d } = e;",
    'function f() { return; }',
    'const f = () => undefined;',
    "'use strict';",
  ])('are none of the program in: %s', (source) => {
    expect(faultsOf(source)).toEqual([]);
  });
});

describe('a file with all faults in it', () => {
  const source = `export function run(a?: { b: number }): unknown {
    let sum = 0;
    for (let i = 0; i < 3; i++) sum += i;
    const log: string[] = [];
    log.push('x');
    return a?.b === 1 && sum > 2 ? log : ['none'];
  }`;
  const mutants = mutationsOf('x.ts', source).map((each, i) => ({ ...each, id: i + 1 }));
  const resultOf = (text: string, isMutant?: (id: number) => boolean) => {
    const run = new Function('__isMutant', stripTypeScriptTypes(text).replace('export', 'return'))(isMutant);
    try {
      return [run({ b: 1 }), run({ b: 2 })];
    } catch (error) {
      return String(error);
    }
  };
  const all = instrument(source, mutants, './runtime.ts');
  const body = all.slice(all.indexOf('export'));

  test('does what it did while none is chosen, in the same lines', () => {
    expect(all).toMatch(/^import \{ isMutant as __isMutant \} from '\.\/runtime\.ts'; /);
    expect(all.split('\n')).toHaveLength(source.split('\n').length);
    expect(resultOf(body, () => false)).toEqual(resultOf(source));
  });

  test('has the effect of the one that is chosen', () => {
    // A loop that runs the other way would not end.
    const ending = mutants.filter(({ text }) => text !== 'i--');
    for (const { id, start, end, text } of ending) {
      const alone = source.slice(0, start) + text + source.slice(end);
      expect(
        resultOf(body, (each) => each === id),
        text,
      ).toEqual(resultOf(alone));
    }
    expect(ending.length).toBeGreaterThan(10);
  });
});

test('a sample is the same for the same seed, as large as asked for, and its beginning is a smaller one', () => {
  const all = Array.from({ length: 100 }, (_, i) => i);
  const some = sampleOf(all, 20, 7);
  expect(new Set(some).size).toBe(20);
  expect(some).toEqual(sampleOf(all, 30, 7).slice(0, 20));
  expect(some).not.toEqual(sampleOf(all, 20, 8));
  expect(sampleOf(all, 1_000, 7).sort((a, b) => a - b)).toEqual(all);
});
