import { describe, expect, test } from 'vitest';
import { arrange, findLines } from '../../../../../renderer/workbench/console/console-arrange.ts';
import { createLines } from '../../../../../renderer/workbench/console/console-lines.ts';
import { random } from '../../../../fakes/random.ts';

function rowsOf(text: string, json = true): string[] {
  const lines = createLines(text);
  for (const _ of arrange(text, json, lines));
  return Array.from({ length: lines.count() }, (_, index) => {
    const { depth } = lines.row(index);
    return '  '.repeat(depth) + lines.text(index);
  });
}

/** Any value that JSON has, a few levels deep. */
function anything(next: () => number, depth = 0): unknown {
  const kind = Math.floor(next() * (depth > 3 ? 4 : 6));
  const many = <T>(make: () => T) => Array.from({ length: Math.floor(next() * 4) }, make);
  if (kind === 0) return next() > 0.5 ? Math.floor(next() * 1e6) : -next() * 1e-9;
  if (kind === 1) return [true, false, null][Math.floor(next() * 3)];
  if (kind <= 3)
    return many(() => ['"', '\\', '{', ',', 'ä', '\n', ' ', ':'][Math.floor(next() * 8)]).join('');
  if (kind === 4) return many(() => anything(next, depth + 1));
  return Object.fromEntries(many(() => [`k"\\${Math.floor(next() * 99)}`, anything(next, depth + 1)]));
}

describe('the rows of an answer', () => {
  test('are those of JSON.stringify, however the text was written', () => {
    const next = random(7);
    for (let round = 0; round < 300; round++) {
      const value = anything(next);
      const pretty = JSON.stringify(value, null, 2).replaceAll(/\[\s+\]/g, '[]');
      for (const text of [JSON.stringify(value), JSON.stringify(value, null, '\t'), `\ufeff ${pretty}\r\n`])
        expect(rowsOf(text)).toEqual(pretty.split('\n'));
    }
  });

  test.each([
    '{"a": }',
    '[1, 2',
    '{"a" 1}',
    '{"a"x1}',
    '{a:1}',
    '[1] 2',
    '{"a": 1,}',
    '[1}',
    'nul',
    '"open',
    '',
  ])('of %j, which is no JSON, are its lines', (text) =>
    expect(rowsOf(text)).toEqual(text === '' ? [] : [text]),
  );

  test('of other text are its lines, the very long ones in several', () => {
    expect(rowsOf('a\r\nb\n\nc', false)).toEqual(['a', 'b', '', 'c']);
    expect(rowsOf('x'.repeat(2_500), false).map(({ length }) => length)).toEqual([1_000, 1_000, 500]);
  });

  test('are searched whatever the case', () => {
    const text = '{"Status": "In Service", "other": "in service"}';
    const lines = createLines(text);
    for (const _ of arrange(text, true, lines));
    const hits: number[] = [];
    for (const _ of findLines(lines, 'IN SERVICE', hits));
    expect(hits).toEqual([1, 2]);
  });
});

test('values are told by their kind, for their colour', () => {
  const text = '{"a":"x","b":-1,"c":2,"d":true,"e":null,"f":[false],"g":{}}';
  const lines = createLines(text);
  for (const _ of arrange(text, true, lines));
  const kinds = Array.from({ length: lines.count() }, (_, index) => lines.row(index).kind);
  expect(kinds).toEqual([
    'plain',
    'string',
    'number',
    'number',
    'word',
    'word',
    'plain',
    'word',
    'plain',
    'plain',
    'plain',
  ]);
});
