import { describe, expect, test } from 'vitest';
import {
  addedRow,
  editedRow,
  followedRows,
  type QueryRow,
  queryRows,
  queryText,
  withQuery,
} from '../../../../../renderer/workbench/console/console-query.ts';
import { random } from '../../../../fakes/random.ts';

const texts = (rows: readonly QueryRow[]) =>
  rows.map((row) => [queryText(row).name, queryText(row).value, row.on] as const);
const off = (rows: readonly QueryRow[], ...which: number[]) =>
  rows.map((row, index) => ({ ...row, on: !which.includes(index) }));

describe('the rows of a path', () => {
  test.each([
    '/units',
    '/units?',
    '/units?a',
    '/units?a=',
    '/units?=b',
    '/units?a=1&a=1&a=2&b&&c==d=',
    '/units?x=1+2&y=1%2B2&z=%7b%7D',
    '/units?$filter=name%20eq%20%27a%26b%27&bad=%E4&100%',
    '/units?a=1#b?c=2',
    '/units#?a=1',
    'https://api.example/units?a={unitId}&b=ä ö',
    '/units?a?b=c?d',
  ])('of %s make the same path again', (path) => {
    expect(withQuery(path, queryRows(path))).toBe(path);
  });

  test('of any path make the same path again', () => {
    const next = random(11);
    const some = '?&&==#+%2B{}ä a'.split('');
    for (let round = 0; round < 2_000; round += 1) {
      const path = `/${Array.from({ length: next() * 14 }, () => some[Math.floor(next() * some.length)]).join('')}`;
      expect(withQuery(path, queryRows(path))).toBe(path);
    }
  });

  test('are decoded as a form is: "+" is a space, "%2B" a plus; what is no UTF-8 stays as it is', () => {
    expect(texts(queryRows('?a+b=1%2B2&%C3%A4=%26&l=%E4&p=100%&n'))).toEqual([
      ['a b', '1+2', true],
      ['ä', '&', true],
      ['l', '%E4', true],
      ['p', '100%', true],
      ['n', '', true],
    ]);
  });
});

describe('a row that is edited', () => {
  test('is written so that it is read back as what was typed, whatever that is', () => {
    for (const typed of [
      'a b',
      '1+2',
      '&=#?%',
      '100%',
      '%2B',
      'ä\u00a0ö',
      '\t',
      "{unitId}'",
      '=',
      '\u2028',
    ]) {
      for (const part of ['name', 'value'] as const) {
        const path = withQuery('/u?x=1', editedRow(queryRows('/u?x=1'), 0, { [part]: typed }));
        const rows = queryRows(path);
        expect(rows).toHaveLength(1);
        expect(queryText(rows[0] as QueryRow)).toEqual({ name: 'x', value: '1', [part]: typed });
        expect(path).not.toMatch(/[\s\p{Cc}]/u);
      }
    }
  });

  test('changes nothing else: not the other half of it, and not the rows beside it', () => {
    const path = '/u?a+b=%2b&c=d%20e&f';
    expect(withQuery(path, editedRow(queryRows(path), 0, { name: 'z' }))).toBe('/u?z=%2b&c=d%20e&f');
    expect(withQuery(path, editedRow(queryRows(path), 1, { value: 'x' }))).toBe('/u?a+b=%2b&c=x&f');
    expect(withQuery(path, editedRow(queryRows(path), 2, { value: '' }))).toBe('/u?a+b=%2b&c=d%20e&f=');
  });

  test('that could not be decoded is taken as it is typed, so that nothing is encoded twice', () => {
    expect(withQuery('/u', editedRow(queryRows('?a=%E4'), 0, { value: '%E4+b&c' }))).toBe('/u?a=%E4+b%26c');
  });

  test('that is new stands in the path once something is written into it', () => {
    const added = addedRow(queryRows('/u?a=1'));
    expect(withQuery('/u', added)).toBe('/u?a=1');
    expect(withQuery('/u', editedRow(added, 1, { value: 'x' }))).toBe('/u?a=1&=x');
    const named = editedRow(added, 1, { name: 'b' });
    expect(withQuery('/u', named)).toBe('/u?a=1&b');
    const switchedOff = editedRow(named, 1, { on: false });
    expect(withQuery('/u', editedRow(switchedOff, 1, { value: '2' }))).toBe('/u?a=1');
  });
});

describe('a row that is off', () => {
  test('is not in the path, and comes back as it was', () => {
    const rows = queryRows('/u?a=1&b=%2b&c=3');
    const without = off(rows, 1);
    expect(withQuery('/u?a=1&b=%2b&c=3', without)).toBe('/u?a=1&c=3');
    expect(withQuery('/u', editedRow(without, 1, { on: true }))).toBe('/u?a=1&b=%2b&c=3');
    expect(withQuery('/u?a=1#x', off(queryRows('/u?a=1#x'), 0))).toBe('/u#x');
  });

  test.each([
    ['?a=1&c=3', ['a', '-b', 'c']],
    ['?a=12&c=3', ['a', '-b', 'c']],
    ['?a=1&c=34', ['a', '-b', 'c']],
    ['?z&a=1&c=3', ['z', 'a', '-b', 'c']],
    ['?a=1&c=3&d', ['a', '-b', 'c', 'd']],
    ['?c=3', ['-b', 'c']],
    ['?a=1', ['a', '-b']],
    ['', ['-b']],
    ['?x&y', ['x', '-b', 'y']],
  ])('stays where it was when the path becomes %s', (path, names) => {
    const rows = off(queryRows('?a=1&b=2&c=3'), 1);
    expect(followedRows(rows, path).map(({ name, on }) => (on ? name : `-${name}`))).toEqual(names);
  });

  test('is never lost, and never more than one', () => {
    const next = random(5);
    const some = () =>
      `?${Array.from({ length: next() * 5 }, () => 'abc'[Math.floor(next() * 3)]).join('&')}`;
    for (let round = 0; round < 500; round += 1) {
      const rows = queryRows(some()).map((row) => ({ ...row, on: next() > 0.4 }));
      const path = some();
      const result = followedRows(rows, path);
      expect(result.filter(({ on }) => !on)).toEqual(rows.filter(({ on }) => !on));
      expect(result.filter(({ on }) => on)).toEqual(queryRows(path));
    }
  });
});
