import { expect, it } from 'vitest';
import { placeForKey } from '../../../../renderer/ui/use-roving.ts';

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
