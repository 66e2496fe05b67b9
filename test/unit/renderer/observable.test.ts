import { expect, test, vi } from 'vitest';
import { observable } from '../../../renderer/observable.ts';

test('a listener is told of every new value, and of none that is there already', () => {
  const value = observable(1);
  const listener = vi.fn(() => value.get());
  value.subscribe(listener);
  for (const next of [1, 2, 2, 3]) value.set(next);
  expect(listener.mock.results.map((result) => result.value)).toEqual([2, 3]);
});

test('a listener that is removed is told nothing more; the others are', () => {
  const value = observable(0);
  const [removed, kept] = [vi.fn(), vi.fn()];
  const remove = value.subscribe(removed);
  value.subscribe(kept);
  value.set(1);
  remove();
  value.set(2);
  expect(removed).toHaveBeenCalledOnce();
  expect(kept).toHaveBeenCalledTimes(2);
});

test('a listener may remove itself while it is told: the next one is still told', () => {
  const value = observable(0);
  const next = vi.fn();
  const once = vi.fn(() => remove());
  const remove = value.subscribe(once);
  value.subscribe(next);
  value.set(1);
  value.set(2);
  expect(once).toHaveBeenCalledOnce();
  expect(next).toHaveBeenCalledTimes(2);
});
