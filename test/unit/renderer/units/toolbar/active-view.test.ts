import { expect, test } from 'vitest';
import type { UnitsView } from '../../../../../electron/contract/views.ts';
import { activeViewOf } from '../../../../../renderer/units/toolbar/active-view.ts';

const view: UnitsView = {
  columns: ['name', 'status'],
  density: 'compact',
  sort: { column: 'name', descending: false },
  group: null,
  query: 'berlin',
  conditions: ['limited', 'out-of-service'],
  types: [],
  sites: [],
  cities: [],
  availability: [],
  watchedOnly: false,
};
const saved = [
  { name: 'Doors', view: { ...view, query: 'doors' } },
  { name: 'Berlin', view },
];

test('the view that was applied is the current one, until something differs', () => {
  expect(activeViewOf(saved, 'Berlin', view)).toEqual({ name: 'Berlin', changed: false });
  expect(activeViewOf(saved, 'Berlin', { ...view, query: 'hamburg' })).toEqual({
    name: 'Berlin',
    changed: true,
  });
  expect(activeViewOf(saved, 'Berlin', { ...view, sites: ['Pier'] })?.changed).toBe(true);
});

test('a change that leads to another saved view does not jump there', () => {
  expect(activeViewOf(saved, 'Berlin', { ...view, query: 'doors' })).toEqual({
    name: 'Berlin',
    changed: true,
  });
});

test('the order of filters does not count, that of columns does', () => {
  const swapped = { ...view, conditions: ['out-of-service', 'limited'] } as const;
  expect(activeViewOf(saved, 'Berlin', { ...swapped, conditions: [...swapped.conditions] })?.changed).toBe(
    false,
  );
  expect(activeViewOf(saved, 'Berlin', { ...view, columns: ['status', 'name'] })?.changed).toBe(true);
});

test('without one that was applied, one that is alike is the current one; a deleted one never', () => {
  expect(activeViewOf(saved, null, view)).toEqual({ name: 'Berlin', changed: false });
  expect(activeViewOf(saved, 'Gone', view)).toEqual({ name: 'Berlin', changed: false });
  expect(activeViewOf(saved, null, { ...view, density: 'comfortable' })).toBeNull();
  expect(activeViewOf([], 'Gone', view)).toBeNull();
});
