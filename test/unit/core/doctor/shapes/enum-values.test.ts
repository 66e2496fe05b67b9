import { describe, expect, test } from 'vitest';
import {
  createOtherWords,
  isEnumField,
  shownValues,
} from '../../../../../electron/core/doctor/shapes/enum-values.ts';

const counted = (values: Record<string, number>, numbers: [number, number][] = []) =>
  new Map<string | number, number>([...Object.entries(values), ...numbers]);
const shown = (counts: ReadonlyMap<string | number, number>, path = ['status'], said = '') => {
  const others = createOtherWords();
  others.add(said);
  const total = [...counts.values()].reduce((sum, each) => sum + each, 0);
  const { shown, hidden } = shownValues(path, counts, total, others);
  return [shown.map(([value]) => value), hidden];
};

describe('the values of an enum that are shown', () => {
  test.each([0, 7, 99, -3, -99])('are small whole numbers: %d', (value) => {
    expect(shown(counted({}, [[value, 2]]))).toEqual([[value], 0]);
  });

  test.each([100, -100, 1.5])('are no other numbers, nor anything beside them: %d', (value) => {
    expect(shown(counted({ 7: 2 }, [[value, 2]]))).toEqual([[], 4]);
  });

  test('are no numbers of two digits where they may be those of a country', () => {
    expect(
      shown(
        counted({ 7: 1, 75: 1 }, [
          [9, 1],
          [10, 1],
          [-10, 1],
        ]),
        ['state'],
      ),
    ).toEqual([['7', 9], 3]);
    expect(shown(counted({ OR: 1, open: 1 }), ['state'])).toEqual([['open'], 1]);
  });

  test('are words of elevators, and numbers written as texts', () => {
    expect(shown(counted({ 'Out Of Service': 1, 12: 1, 'Miller Tower': 1 }))).toEqual([
      ['12', 'Out Of Service'],
      1,
    ]);
  });

  test.each(['OutOfService', 'outOfService', 'out_of_service', 'Door open, car parked'])(
    'are words of elevators, however they are joined: %s',
    (value) => expect(shown(counted({ [value]: 1 }))).toEqual([[value], 0]),
  );

  test('are words that many units share, but none that is said elsewhere', () => {
    const many = counted({ Frobnicated: 40, Gotham: 40 });
    expect(shown(many, ['status'], 'Gotham City')).toEqual([['Frobnicated'], 40]);
    expect(shown(counted({ Frobnicated: 1 }))).toEqual([[], 1]);
  });
});

test('fields are looked at by their names, whatever stands behind', () => {
  for (const path of [['status'], ['Unit', 'doorState'], ['status', 'name'], ['unitStatusCode']])
    expect(isEnumField(path), path.join('/')).toBe(true);
  for (const path of [['name'], ['address'], []]) expect(isEnumField(path), path.join('/')).toBe(false);
});
