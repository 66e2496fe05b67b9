import { getEventListeners } from 'node:events';
import { expect, test, vi } from 'vitest';
import { abortable, isTimeout, withinTime } from '../../../electron/core/abortable.ts';

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

test('what takes too long ends with its own error, and leaves no timer when it was in time', async () => {
  vi.useFakeTimers();
  const late = withinTime(new Promise(() => undefined), 1_000, () => new Error('late'));
  const seen = expect(late).rejects.toThrow('late');
  await vi.advanceTimersByTimeAsync(1_000);
  await seen;
  expect(await withinTime(Promise.resolve(1), 1_000, () => new Error('late'))).toBe(1);
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

test('a time limit is told from other ends', () => {
  expect(isTimeout(new DOMException('late', 'TimeoutError'))).toBe(true);
  expect([new Error('TimeoutError'), AbortSignal.abort().reason, undefined].some(isTimeout)).toBe(false);
});
