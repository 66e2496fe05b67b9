import { expect, test } from 'vitest';
import { jsonFault } from '../../../electron/contract/json-fault.ts';

test.each([
  ['{"a": 1}', null],
  [' "x" ', null],
  ['{"floor": }', { line: 1, column: 11 }],
  ['{\n  "a": x\n}', { line: 2, column: 8 }],
  ['[1, 2] 3', { line: 1, column: 8 }],
  ['{"a": 1,}', { line: 1, column: 9 }],
  ["{'a': 1}", { line: 1, column: 2 }],
  ['[nulls]', { line: 1, column: 6 }],
  ['[1.x]', { line: 1, column: 4 }],
  ['["a\\q"]', { line: 1, column: 5 }],
  ['["a\nb"]', { line: 1, column: 4 }],
  ['[1,\n', { line: 2, column: 1 }],
  ['{"a', { line: 1, column: 4 }],
  ['-', { line: 1, column: 2 }],
])('the fault of %j is at %j', (text, place) => expect(jsonFault(text)).toEqual(place));
