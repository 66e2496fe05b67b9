import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, test, vi } from 'vitest';

const electron = vi.hoisted(() => ({
  app: undefined as unknown as EventEmitter & { quit: () => void },
  powerMonitor: undefined as unknown as EventEmitter,
}));
vi.mock('electron', () => electron);

import { guardClipboard } from '../../../electron/shell/clipboard-guard.ts';

const window = new EventEmitter();
const copied = { state: vi.fn(), clear: vi.fn(), clearAtOnce: vi.fn() };
const quit = vi.fn();

beforeEach(() => {
  vi.clearAllMocks();
  window.removeAllListeners();
  electron.app = Object.assign(new EventEmitter(), { quit });
  electron.powerMonitor = new EventEmitter();
  copied.state.mockReturnValue({ what: 'token', clearsAt: 1 });
  copied.clear.mockResolvedValue(undefined);
  guardClipboard(window as never, copied);
});
const willQuit = () => {
  const event = { preventDefault: vi.fn() };
  electron.app.emit('will-quit', event);
  return event;
};

describe('R30 the clipboard is cleared', () => {
  test.each(['lock-screen', 'suspend'])(
    'at %s (R31: the lock is told of on macOS and Windows only)',
    (event) => {
      electron.powerMonitor.emit(event);
      expect(copied.clear).toHaveBeenCalledOnce();
    },
  );

  test('at once at the end of a Windows session', () => {
    window.emit('session-end', {});
    expect(copied.clearAtOnce).toHaveBeenCalledOnce();
  });

  test('before the app quits, which then goes on', async () => {
    expect(willQuit().preventDefault).toHaveBeenCalledOnce();
    await vi.waitFor(() => expect(quit).toHaveBeenCalledOnce());
    expect(willQuit().preventDefault).not.toHaveBeenCalled();
  });

  test('before the app quits, but it does not wait for ever', async () => {
    vi.useFakeTimers();
    copied.clear.mockReturnValue(new Promise(() => undefined));
    willQuit();
    await vi.advanceTimersByTimeAsync(1_999);
    expect(quit).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(quit).toHaveBeenCalledOnce();
    vi.useRealTimers();
  });
});

test('an app that has copied nothing quits at once', () => {
  copied.state.mockReturnValue(null);
  expect(willQuit().preventDefault).not.toHaveBeenCalled();
});
