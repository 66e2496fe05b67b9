import { describe, expect, test } from 'vitest';
import { isWrittenAlike, jsonIn, shownJson, withNumbersAsTexts } from '../../../electron/core/json.ts';

test('a text that is no JSON has no value', () => {
  expect(jsonIn('{"a":1}')).toEqual({ a: 1 });
  expect([jsonIn('{'), jsonIn(undefined), jsonIn('')]).toEqual([undefined, undefined, undefined]);
});

test('numbers as texts keep every digit, and strings stay as they are (R42)', () => {
  const json = '{"a":9007199254740993,"b":[1e21,-0,7.0],"c":"12 \\"3\\" \\\\","d":{"12":true},"e":null}';
  expect(withNumbersAsTexts(json)).toEqual({
    a: '9007199254740993',
    b: ['1e21', '-0', '7.0'],
    c: '12 "3" \\',
    d: { '12': true },
    e: null,
  });
});

describe('a number under a name is written as JavaScript writes it', () => {
  test.each<[string, boolean]>([
    ['{"id":7}', true],
    ['{"id" : 7 }', true],
    ['{"id":7,"site":{"id":8}}', true],
    ['{"site":{"id":"x"},"id":7}', true],
    ['{"id":7.0}', false],
    ['{"id":70e-1}', false],
    ['{"\\u0069d":7}', false],
    // Which of the two is meant cannot be told from here.
    ['{"id":7e0,"site":{"id":7}}', false],
  ])('%s: %s', (json, expected) => expect(isWrittenAlike(json, 'id', 7)).toBe(expected));

  test.each(['9007199254740993', '1e21', '-0', '1e3', '1.5'])('but not %s', (written) =>
    expect(isWrittenAlike(`{"id":${written}}`, 'id', Number(written))).toBe(false),
  );
});

test('what is shown of a JSON text loses no digits, and numbers that lose none stay numbers (R42)', () => {
  const json =
    '{"id":9007199254740993,"big":1e21,"even":9007199254740992,"percent":99.50,"lat":52.520006599999998,"text":"1e5"}';
  expect(shownJson(json)).toEqual({
    id: '9007199254740993',
    big: '1e21',
    even: 9007199254740992,
    percent: 99.5,
    lat: '52.520006599999998',
    text: '1e5',
  });
  expect(() => shownJson('{"a":12345678901234567890')).toThrow(SyntaxError);
  expect(() => shownJson('{12345678901234567890:1}')).toThrow(SyntaxError);
});
