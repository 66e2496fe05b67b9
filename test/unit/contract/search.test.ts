import { describe, expect, test } from 'vitest';
import { haystackOf } from '../../../electron/contract/fold.ts';
import { hasWord, parseQuery, queryEndings, searchWords } from '../../../electron/contract/search.ts';

const nothing = { words: [], conditions: null, types: null };

describe('what is typed', () => {
  test.each([
    ['out of service', 'out-of-service'],
    ['Out Of Service', 'out-of-service'],
    ['out of s', 'out-of-service'],
    ['outages', 'out-of-service'],
    ['außer Betrieb', 'out-of-service'],
    ['ausser betrieb', 'out-of-service'],
    ['Ausfälle', 'out-of-service'],
    ['ausfaelle', 'out-of-service'],
    ['in service', 'in-service'],
    ['in Betrieb', 'in-service'],
    ['entrapments', 'entrapment'],
    ['Personeneinschlüsse', 'entrapment'],
    ['eingeschränkt', 'limited'],
    ['unbekannt', 'unknown'],
  ])('"%s" names a condition, and no text', (query, condition) =>
    expect(parseQuery(query)).toEqual({ ...nothing, conditions: [condition] }),
  );

  test('is read in parts: names of conditions and types, words and phrases', () => {
    expect(parseQuery('elevators out of service Berlin')).toEqual({
      words: ['berlin'],
      conditions: ['out-of-service'],
      types: ['elevator'],
    });
    expect(parseQuery('Berlin, Aufzüge; außer Betrieb')).toEqual({
      words: ['berlin'],
      conditions: ['out-of-service'],
      types: ['elevator'],
    });
    expect(parseQuery('"Harbour  Tower", lift 3')).toEqual({
      ...nothing,
      words: ['harbour tower', 'lift', '3'],
    });
  });

  test('is a text where it is between quotes, also while the quote is open', () => {
    expect(parseQuery('"out of service"')).toEqual({ ...nothing, words: ['out of service'] });
    expect(parseQuery('„Außer Betrieb“')).toEqual({ ...nothing, words: ['ausser betrieb'] });
    expect(parseQuery('"limited')).toEqual({ ...nothing, words: ['limited'] });
  });

  test('is a text where only a part of it was typed that may be anything', () => {
    expect(parseQuery('out')).toEqual({ ...nothing, words: ['out'] });
    expect(parseQuery('lim')).toEqual({ ...nothing, words: ['lim'] });
    // In the middle of the query a name must be whole.
    expect(parseQuery('out of berlin')).toEqual({ ...nothing, words: ['out', 'of', 'berlin'] });
  });

  test.each(['', '  ', ',', '""', '" "', ', ;'])('"%s" asks for nothing', (query) =>
    expect(parseQuery(query)).toEqual(nothing),
  );

  test('has words without a meaning where rows are searched that are no units', () => {
    expect(searchWords('Out of "Service  Plan", x')).toEqual(['out', 'of', 'service plan', 'x']);
  });
});

describe('a word', () => {
  test.each([
    ['U-1001', '1001'],
    ['U-1001', 'u-1'],
    ['DE4711', '4711'],
    ['Main entrance', 'ent'],
    ['12A', 'a'],
    ['Harbour\nTower', 'tower'],
    ['Straße 5', 'stra'],
    ['Große Straße', 'strasse'],
    ['東京駅', '駅'],
    ['สถานีรถไฟ', 'รถไฟ'],
  ])('of "%s" begins with "%s"', (text, word) => expect(hasWord(haystackOf(text), word)).toBe(true));

  test.each([
    ['U-1001', '001'],
    ['In Service', 'ice'],
    ['Hauptbahnhof', 'bahnhof'],
    ['Łódź', 'odz'],
    ['', 'a'],
  ])('of "%s" does not begin with "%s"', (text, word) => expect(hasWord(haystackOf(text), word)).toBe(false));

  test('that occurs within a word before is found where it begins one', () => {
    expect(hasWord('banana ana', 'ana')).toBe(true);
  });
});

describe('the last words', () => {
  test('may name a value, the longest ending first, after what was typed before them', () => {
    expect(queryEndings('Paris,  "out of" Süd')).toEqual([
      { words: ['paris', 'out of', 'sud'], rest: '' },
      { words: ['out of', 'sud'], rest: 'Paris' },
      { words: ['sud'], rest: 'Paris,  "out of"' },
    ]);
    expect(queryEndings('"North, East')).toEqual([{ words: ['north, east'], rest: '' }]);
    expect(queryEndings('a b c d e f g h')).toHaveLength(6);
    expect(queryEndings(' ,; ')).toEqual([]);
  });
});
