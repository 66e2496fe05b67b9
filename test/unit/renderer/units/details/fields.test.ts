import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldsOf, matchingFields } from '../../../../../renderer/units/details/fields.ts';

const sent = {
  unitId: 'BER-1',
  currentFloor: 0,
  lastEventAt: '2026-11-23T10:00:00Z',
  note: '',
  loadKg: null,
  served: [-1, 0, 1],
  doors: [{ state: 'closed' }, { state: 'open', lastFault: { code: 'E42' } }],
};
const paths = (query: string) => matchingFields(fieldsOf(sent), query).map(({ path }) => path);

describe('the fields of a unit', () => {
  it('are all there, in the order the API sent them, nested ones below their heading', () => {
    expect(fieldsOf(sent).map(({ path, depth, value }) => [depth, path, value === null])).toEqual([
      [0, 'unitId', false],
      [0, 'currentFloor', false],
      [0, 'lastEventAt', false],
      [0, 'note', false],
      [0, 'loadKg', false],
      [0, 'served', false],
      [0, 'doors', true],
      [1, 'doors[0]', true],
      [2, 'doors[0].state', false],
      [1, 'doors[1]', true],
      [2, 'doors[1].state', false],
      [2, 'doors[1].lastFault', true],
      [3, 'doors[1].lastFault.code', false],
    ]);
  });

  it('tell a zero, an empty text and no value apart', () => {
    const values = new Map(fieldsOf(sent).map(({ path, value }) => [path, value]));
    expect(values.get('currentFloor')).toEqual({ kind: 'text', text: '0', time: null });
    expect(values.get('note')).toEqual({ kind: 'empty' });
    expect(values.get('loadKg')).toEqual({ kind: 'null' });
    expect(values.get('served')).toEqual({ kind: 'text', text: '-1, 0, 1', time: null });
    const odd = fieldsOf({ nothing: {}, list: [], mixed: [1, { a: 2 }], both: [null, true] });
    expect(new Map(odd.map(({ path, value }) => [path, value])).get('nothing')).toEqual({ kind: 'empty' });
    expect(new Map(odd.map(({ path, value }) => [path, value])).get('list')).toEqual({ kind: 'empty' });
    expect(new Map(odd.map(({ path, value }) => [path, value])).get('both')).toMatchObject({
      text: 'null, true',
    });
  });

  it('carry the moment that a text with a time zone names, and keep the text', () => {
    const [time] = fieldsOf({ at: '2026-11-23T10:00:00+01:00' });
    expect(time?.value).toEqual({
      kind: 'text',
      text: '2026-11-23T10:00:00+01:00',
      time: Date.UTC(2026, 10, 23, 9),
    });
    expect(fieldsOf({ at: '2026-11-23' })[0]?.value).toMatchObject({ time: null });
    expect(fieldsOf({ at: '2026-99-99T10:00:00Z' })[0]?.value).toMatchObject({ time: null });
  });

  it('that are nested without end are shown as text from some depth on', () => {
    const deep = Array.from({ length: 40 }).reduce<object>((inner) => ({ inner }), { end: 1 });
    const fields = fieldsOf({ deep });
    expect(Math.max(...fields.map(({ depth }) => depth))).toBeLessThan(10);
    expect(fields.at(-1)?.value).toMatchObject({ kind: 'text', text: expect.stringContaining('"end":1') });
  });

  it('have paths of their own, whatever the API sends', () => {
    expect(fieldsOf({ 'a.b': 1, a: { b: 2 } }).map(({ path }) => path)).toEqual(['["a.b"]', 'a', 'a.b']);
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (any) => {
        const all = fieldsOf(any).map(({ path }) => path);
        expect(new Set(all).size).toBe(all.length);
        expect(matchingFields(fieldsOf(any), '')).toHaveLength(all.length);
      }),
    );
  });
});

describe('a search through the fields', () => {
  it('looks at names and values, and keeps the headings above what it finds', () => {
    expect(paths('e42')).toEqual(['doors', 'doors[1]', 'doors[1].lastFault', 'doors[1].lastFault.code']);
    expect(paths('ber')).toEqual(['unitId']);
  });

  it('finds the words inside a name, in any order, with every word', () => {
    expect(paths('event last')).toEqual(['lastEventAt']);
    expect(paths('state open')).toEqual(['doors', 'doors[1]', 'doors[1].state']);
    expect(paths('state nothing')).toEqual([]);
  });
});
