import { EventEmitter } from 'node:events';
import { beforeEach, expect, test, vi } from 'vitest';
import { guardClosing } from '../../../electron/shell/closing.ts';

const window = Object.assign(new EventEmitter(), { hide: vi.fn() });
const parts = { isLeaving: vi.fn(), hides: vi.fn(), onHidden: vi.fn(), quit: vi.fn() };
const close = () => {
  const event = { preventDefault: vi.fn() };
  window.emit('close', event);
  return event.preventDefault.mock.calls.length === 1;
};

beforeEach(() => {
  vi.resetAllMocks();
  window.removeAllListeners();
  guardClosing(window as never, parts);
});

test('closing the window hides it where it can be found again', () => {
  parts.hides.mockReturnValue(true);
  expect(close()).toBe(true);
  expect(window.hide).toHaveBeenCalledOnce();
  expect(parts.onHidden).toHaveBeenCalledOnce();
  expect(parts.quit).not.toHaveBeenCalled();
});

test('closing the window ends the app elsewhere, and its page is not asked first (R39)', () => {
  expect(close()).toBe(true);
  expect(parts.quit).toHaveBeenCalledOnce();
  expect(window.hide).not.toHaveBeenCalled();
});

test('a window that is closed for good, or by the updater, closes', () => {
  parts.isLeaving.mockReturnValue(true);
  expect(close()).toBe(false);
  expect(parts.quit).not.toHaveBeenCalled();
});
