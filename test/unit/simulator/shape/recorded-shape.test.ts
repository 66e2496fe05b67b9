import { expect, test } from 'vitest';
import { recordedShape, sumOf } from '../../../../electron/simulator/shape/recorded-shape.ts';

const format = { format: 'max-desk-shapes', version: 1 };
const field = (path: string, more: object = {}) => ({ path, types: { object: 2 }, ...more });

test('is read as a tree', () => {
  const fields = [
    field(''),
    field('a'),
    field('a/[]', { missing: 3 }),
    field('a/[]/b', { numbers: { 7: 1 } }),
  ];
  const { item, event, around } = recordedShape({ ...format, list: { fields }, hub: null });
  expect(item.inner.map(({ name }) => name)).toEqual(['a']);
  expect(item.inner[0]?.element).toMatchObject({ name: '[]', missing: 3 });
  expect(item.inner[0]?.element?.inner[0]).toMatchObject({ name: 'b', values: [[7, 1]] });
  expect(sumOf(item.types)).toBe(2);
  expect([event, around]).toEqual([undefined, undefined]);
});

test.each([
  [undefined],
  ['text'],
  [{}],
  [{ ...format, version: 2, list: { fields: [field('')] } }],
  [format],
  [{ ...format, list: { fields: [] } }],
  [{ ...format, list: { fields: [field('a')] } }],
  [{ ...format, list: { fields: [field(''), { path: 7 }] } }],
  [{ ...format, list: { fields: [field('', { types: { text: 'many' } })] } }],
  [{ ...format, list: { fields: [field('', { types: { text: -1 } })] } }],
])('refuses %j', (value) => expect(() => recordedShape(value)).toThrow(RangeError));
