import { expect, it } from 'vitest';
import { innerPlaceForKey, placeForKey } from '../../../../renderer/ui/use-roving.ts';

it.each([
  ['ArrowDown', 0, 1],
  ['ArrowRight', 3, 3],
  ['ArrowUp', 0, 0],
  ['ArrowLeft', 2, 1],
  ['Home', 2, 0],
  ['End', 0, 3],
  ['Enter', 1, null],
])('%s leads from the button at place %i of 4 to %s', (key, from, to) => {
  expect(placeForKey(key, from, 4)).toBe(to);
});

it('an arrow that leads out of a part of a group is left to the group', () => {
  expect(innerPlaceForKey('ArrowDown', 3, 4)).toBeNull();
  expect(innerPlaceForKey('ArrowLeft', 0, 4)).toBeNull();
  expect(innerPlaceForKey('ArrowRight', 0, 4)).toBe(1);
  expect(innerPlaceForKey('Home', 0, 4)).toBe(0);
});
