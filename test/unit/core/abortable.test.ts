import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { abortable } from '../../../electron/core/abortable.ts';

const { signal } = new AbortController();

test.each([
  ['kept', () => Promise.resolve(1)],
  ['broken', () => Promise.reject(new Error('broken'))],
])('a promise that is %s leaves no listener at the signal (R17)', async (_how, begin) => {
  const waiting = abortable<unknown>(begin(), signal);
  expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  await waiting.catch(() => undefined);
  await Promise.resolve();
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});

test('a promise that waits for ever ends with the reason of the abort, also of one before (R17)', async () => {
  const controller = new AbortController();
  const never = new Promise(() => undefined);
  const waiting = abortable(never, controller.signal);
  controller.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  await expect(abortable(never, controller.signal)).rejects.toThrow('enough');
});
