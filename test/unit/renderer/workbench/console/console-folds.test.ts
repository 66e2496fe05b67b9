import { describe, expect, test } from 'vitest';
import { arrange } from '../../../../../renderer/workbench/console/console-arrange.ts';
import { createFolds } from '../../../../../renderer/workbench/console/console-folds.ts';
import { createLines } from '../../../../../renderer/workbench/console/console-lines.ts';
import { treeStep } from '../../../../../renderer/workbench/console/console-tree-keys.ts';
import { random } from '../../../../fakes/random.ts';

function open(value: unknown) {
  const text = JSON.stringify(value);
  const lines = createLines(text);
  for (const _ of arrange(text, true, lines));
  const folds = createFolds(lines);
  folds.refresh();
  const rows = () =>
    Array.from({ length: folds.shown() }, (_, position) => {
      const line = folds.lineAt(position);
      const block = lines.block(line);
      if (block?.kind === 'part')
        return `${block.first}–${block.next - 1}${folds.isFolded(line) ? ' …' : ''}`;
      return lines.text(line) + (block && folds.isFolded(line) ? ` … ${block.next}` : '');
    });
  return { lines, folds, rows };
}
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('what is folded', () => {
  test('is an object or an array with all that is in it; what was folded inside stays so', () => {
    const { folds, rows } = open({ a: [1, { b: 2 }], c: {} });
    expect(rows()).toEqual(['{', '"a": [', '1,', '{', '"b": 2', '}', '],', '"c": {}', '}']);
    folds.toggle(3);
    expect(rows()).toEqual(['{', '"a": [', '1,', '{ … 1', '],', '"c": {}', '}']);
    folds.toggle(1);
    expect(rows()).toEqual(['{', '"a": [ … 2', '"c": {}', '}']);
    folds.toggle(1);
    expect(rows()).toContain('{ … 1');
    folds.toggle(0);
    expect(rows()).toEqual(['{ … 2']);
  });

  test('is said to be what it is', () => {
    const { lines } = open({ a: [1, { b: 2 }], c: 3 });
    const kinds = numbers(lines.count()).map((line) => lines.block(line)?.kind ?? '');
    expect(kinds).toEqual(['object', 'array', '', 'object', '', '', '', '', '']);
  });

  test('are from the start the parts of a long array and of a long object, after their first hundred', () => {
    expect(open(numbers(100)).rows()).toHaveLength(102);
    const array = open(numbers(250));
    expect(array.rows().slice(98)).toEqual(['97,', '98,', '99,', '100–199 …', '200–249 …', ']']);
    array.folds.toggle(101);
    expect(array.rows().slice(100, 103)).toEqual(['99,', '100–199', '100,']);
    expect(array.rows().at(-2)).toBe('200–249 …');
    const object = open({ value: Object.fromEntries(numbers(101).map((key) => [`k${key}`, [key]])) });
    expect(object.rows().slice(-4)).toEqual(['],', '100–100 …', '}', '}']);
  });

  test('are every member of the whole, and nothing any more', () => {
    const { folds, rows } = open({ a: [1], b: { c: 1 }, d: 1 });
    folds.foldAll();
    expect(rows()).toEqual(['{', '"a": [ … 1', '"b": { … 1', '"d": 1', '}']);
    const long = open(numbers(250));
    long.folds.unfoldAll();
    expect(long.rows()).toHaveLength(254);
    long.folds.foldAll();
    expect(long.rows()).toHaveLength(104);
  });

  test('is unfolded around a line that is wanted, and nothing else is', () => {
    const { folds, rows } = open([{ a: { b: 1 } }, [2]]);
    folds.toggle(2);
    folds.toggle(6);
    folds.toggle(1);
    expect(folds.isHidden(3)).toBe(true);
    folds.reveal(3);
    expect(rows()).toEqual(['[', '{', '"a": {', '"b": 1', '}', '},', '[ … 1', ']']);
  });

  test('leaves lines and positions that belong together, however much is folded', () => {
    const next = random(3);
    const { lines, folds } = open({
      list: numbers(320).map((id) => ({ id, tags: [id, { id }] })),
      more: [[], [1]],
    });
    for (let round = 0; round < 60; round += 1) {
      const blocks = numbers(lines.count()).filter((line) => lines.block(line) !== undefined);
      folds.toggle(blocks[Math.floor(next() * blocks.length)] ?? 0);
      /** What is in sight by going through it block by block. */
      const seen: number[] = [];
      for (let line = 0; line < lines.count(); line += 1) {
        seen.push(line);
        if (folds.isFolded(line)) line = lines.block(line)?.end ?? line;
      }
      expect(numbers(folds.shown()).map(folds.lineAt)).toEqual(seen);
      expect(seen.map(folds.positionOf)).toEqual(numbers(seen.length));
      for (const line of numbers(lines.count())) expect(folds.isHidden(line)).toBe(!seen.includes(line));
    }
  });
});

describe('the keys of the tree', () => {
  const { lines, folds } = open({ a: [1, 2], b: { c: 3 } });
  // 0 {  1 "a": [  2 1  3 2  4 ]  5 "b": {  6 "c": 3  7 }  8 }
  const press = (key: string, line: number) => treeStep(key, line, { lines, folds }, 10);

  test.each([
    ['ArrowDown', 0, { go: 1 }],
    ['ArrowDown', 3, { go: 5 }],
    ['ArrowUp', 5, { go: 3 }],
    ['ArrowDown', 6, { go: 6 }],
    ['ArrowUp', 0, { go: 0 }],
    ['End', 0, { go: 6 }],
    ['Home', 6, { go: 0 }],
    ['PageDown', 0, { go: 6 }],
    ['ArrowRight', 1, { go: 2 }],
    ['ArrowRight', 2, undefined],
    ['ArrowLeft', 1, { toggle: 1 }],
    ['ArrowLeft', 3, { go: 1 }],
    ['ArrowLeft', 6, { go: 5 }],
    ['Enter', 1, { toggle: 1 }],
    [' ', 5, { toggle: 5 }],
    ['Enter', 2, undefined],
    ['x', 1, undefined],
  ] as const)('%s at line %i: %j', (key, line, step) => expect(press(key, line)).toEqual(step));

  test('unfold what is folded, and pass over it', () => {
    folds.toggle(1);
    expect(press('ArrowDown', 1)).toEqual({ go: 5 });
    expect(press('ArrowRight', 1)).toEqual({ toggle: 1 });
    expect(press('ArrowLeft', 1)).toEqual({ go: 0 });
    folds.toggle(1);
  });

  test('lead from a member to its part, and from the part out', () => {
    const long = open([numbers(150)]);
    long.folds.unfoldAll();
    const step = (line: number) => treeStep('ArrowLeft', line, long, 10);
    // Line 1 is the inner array, 102 its second part.
    expect(long.lines.isPart(102)).toBe(true);
    expect(step(110)).toEqual({ go: 102 });
    long.folds.toggle(102);
    expect(step(102)).toEqual({ go: 1 });
    expect(step(101)).toEqual({ go: 1 });
  });
});
