import { describe, expect, test } from 'vitest';
import { jsonIn, shownJson, withNumbersAsTexts, writtenNumber } from '../../../electron/core/json.ts';

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

describe('a number under a name is the text that it was written as', () => {
  const idIn = (parsed: unknown) => (parsed as { id: unknown }).id;

  test.each([
    ['{"id":7}', '7'],
    ['{"id" : 7 }', '7'],
    ['{"id":7,"site":{"id":8}}', '7'],
    ['{"site":{"id":"x"},"id":7}', '7'],
    ['{"id":7.0}', '7.0'],
    ['{"id":70e-1,"site":{"id":7}}', '70e-1'],
    ['{"site":{"id":7},"id":70e-1}', '70e-1'],
    ['{"id":9007199254740993,"site":{"id":9007199254740992}}', '9007199254740993'],
    ['{"id":1e21}', '1e21'],
    ['{"id":1e999}', '1e999'],
    ['{"id":-0}', '-0'],
    // Only parsing again tells which of the two is meant.
    ['{"\\u0069d":9007199254740993,"site":{"id":9007199254740992}}', '9007199254740993'],
  ])('%s: %s', (json, written) => {
    expect(writtenNumber(json, 'id', Number(idIn(JSON.parse(json))), idIn)).toBe(written);
  });

  test('or none where it cannot be told', () => {
    expect(writtenNumber('{"no":7}', 'id', 7, idIn)).toBeUndefined();
    expect(writtenNumber('{', 'id', 7, idIn)).toBeUndefined();
  });
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
