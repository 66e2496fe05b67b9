import { expect, test, vi } from 'vitest';
import type { Desktop } from '../../../electron/contract/calls.ts';
import { createDesktopClient } from '../../../renderer/desktop.ts';
import { deskState } from './desk-state.ts';

/** What the preload exposes of events, with the listeners that it still has. */
function fakeEvents() {
  const listeners = new Map<string, Set<(value: unknown) => void>>();
  const on = (event: string, listener: (value: unknown) => void) => {
    const here = listeners.get(event) ?? new Set();
    listeners.set(event, here.add(listener));
    return () => void here.delete(listener);
  };
  const emit = (event: string, value: unknown) => {
    for (const listener of listeners.get(event) ?? []) listener(value);
  };
  const count = () => [...listeners.values()].reduce((sum, { size }) => sum + size, 0);
  return { client: createDesktopClient({ on } as Partial<Desktop> as Desktop), emit, count };
}

test('a listener hears its event with its value, and no other event', () => {
  const { client, emit } = fakeEvents();
  const listener = vi.fn();
  client.on('stateChanged', listener);
  const state = deskState();
  emit('stateChanged', state);
  emit('doctorStep', { run: 1 });
  expect(listener.mock.calls).toEqual([[state]]);
});

test('a listener that is removed is gone, and it alone', () => {
  const { client, emit, count } = fakeEvents();
  const [removed, kept] = [vi.fn(), vi.fn()];
  const remove = client.on('stateChanged', removed);
  client.on('stateChanged', kept);
  expect(count()).toBe(2);
  remove();
  expect(count()).toBe(1);
  emit('stateChanged', deskState());
  expect(removed).not.toHaveBeenCalled();
  expect(kept).toHaveBeenCalledOnce();
});

test('adding and removing again and again leaves nothing behind', () => {
  const { client, count } = fakeEvents();
  for (let round = 0; round < 100; round++) client.on('doctorStep', () => undefined)();
  expect(count()).toBe(0);
});
