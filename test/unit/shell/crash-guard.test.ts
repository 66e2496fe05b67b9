import { EventEmitter } from 'node:events';
import type { BrowserWindow, MessageBoxOptions } from 'electron';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const electron = vi.hoisted(() => ({ app: { on: vi.fn() }, dialog: { showMessageBox: vi.fn() } }));
vi.mock('electron', () => electron);

import { catchFaults, createPageGuard, watchHelpers } from '../../../electron/shell/crash-guard.ts';
import { fakeClock, fakeLog } from '../../fakes/ports.ts';

class FakeWindow extends EventEmitter {
  readonly webContents = new EventEmitter();
  destroyed = false;
  isDestroyed = () => this.destroyed;
}

let window: FakeWindow;
let clock: ReturnType<typeof fakeClock>;
let log: ReturnType<typeof fakeLog>;
let parts: Omit<Parameters<typeof createPageGuard>[0], 'renew'> & {
  renew: ReturnType<typeof vi.fn<() => Promise<void>>>;
};
let guard: (window: BrowserWindow) => void;
let asked: MessageBoxOptions[];
/** The label of the button that the person presses; nobody answers without one. */
let press: string[];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setImmediate'] });
  clock = fakeClock();
  log = fakeLog();
  asked = [];
  press = [];
  electron.dialog.showMessageBox.mockImplementation((...given: unknown[]) => {
    const options = given.at(-1) as MessageBoxOptions;
    asked.push(options);
    const label = press.shift();
    if (label !== undefined) return Promise.resolve({ response: options.buttons?.indexOf(label) });
    return new Promise((resolve) => {
      options.signal?.addEventListener('abort', () => resolve({ response: options.cancelId }));
    });
  });
  parts = {
    log,
    clock,
    language: () => 'en',
    restored: vi.fn(),
    isUnattended: () => false,
    renew: vi.fn(async () => renewed()),
    saveDiagnostics: vi.fn(async () => null),
    quit: vi.fn(),
  };
  guard = createPageGuard(parts);
  renewed();
});
/** Each page is in a window of its own. */
function renewed(): void {
  window = new FakeWindow();
  guard(window as unknown as BrowserWindow);
}
afterEach(() => {
  vi.useRealTimers();
  vi.clearAllMocks();
});

const end = async (reason = 'crashed') => {
  window.webContents.emit('render-process-gone', {}, { reason, exitCode: 5 });
  await vi.runAllTimersAsync();
};
const settled = () => vi.waitFor(() => expect(press).toEqual([]));

describe('a page that has ended', () => {
  test('is loaded anew, logged and told', async () => {
    await end('oom');
    expect(parts.renew).toHaveBeenCalledOnce();
    expect(parts.restored).toHaveBeenCalledOnce();
    expect(log.lines).toEqual([
      JSON.stringify({ message: 'the page has ended', reason: 'oom', exitCode: 5 }),
    ]);
    expect(asked).toEqual([]);
  });

  test('as it should, or with its window, is left alone', async () => {
    await end('clean-exit');
    window.destroyed = true;
    await end();
    expect(parts.renew).not.toHaveBeenCalled();
  });

  test('again within a minute is asked about, and not loaded in a loop', async () => {
    await end();
    clock.move(59_000);
    await end();
    expect(parts.renew).toHaveBeenCalledOnce();
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ message: 'The window of MAX Desk cannot be shown', defaultId: 0 });
  });

  test('again much later is loaded anew by itself', async () => {
    await end();
    clock.move(60_000);
    await end();
    expect(parts.renew).toHaveBeenCalledTimes(2);
    expect(asked).toEqual([]);
  });

  test('can be loaded by the person, who may save diagnostics first', async () => {
    await end();
    press = ['Save diagnostics…', 'Load again'];
    await end();
    await settled();
    await vi.waitFor(() => expect(parts.renew).toHaveBeenCalledTimes(2));
    expect(parts.saveDiagnostics).toHaveBeenCalledOnce();
  });

  test('can be the end of the app', async () => {
    await end();
    press = ['Quit'];
    await end();
    await vi.waitFor(() => expect(parts.quit).toHaveBeenCalledOnce());
    expect(parts.renew).toHaveBeenCalledOnce();
  });

  test('and cannot be loaded any more is asked about', async () => {
    parts.renew.mockRejectedValueOnce(new Error('x'));
    await end();
    await vi.waitFor(() => expect(asked).toHaveLength(1));
  });

  test('while it was loaded is asked about once', async () => {
    const loading = Promise.withResolvers<void>();
    parts.renew.mockReturnValueOnce(loading.promise);
    await end();
    await end();
    loading.reject(new Error('x'));
    await vi.waitFor(() => expect(log.lines.join()).toContain('the page could not be loaded'));
    expect(asked).toHaveLength(1);
  });
});

test('a page whose preload failed could show nothing, so it is asked about', () => {
  window.webContents.emit('preload-error', {}, '/preload.cjs', new TypeError('hunter2'));
  expect(asked).toHaveLength(1);
  expect(log.lines.join()).toContain('the preload failed');
  expect(log.lines.join()).not.toContain('hunter2');
});

describe('a page that does not answer', () => {
  test('is asked about once, and ended when the person wants it', async () => {
    press = ['Load again'];
    window.emit('unresponsive');
    window.emit('unresponsive');
    await vi.waitFor(() => expect(parts.renew).toHaveBeenCalledOnce());
    expect(asked).toHaveLength(1);
  });

  test('may be waited for', async () => {
    press = ['Wait'];
    window.emit('unresponsive');
    await settled();
    expect(parts.renew).not.toHaveBeenCalled();
  });

  test('takes the question back when it answers', async () => {
    window.emit('unresponsive');
    window.emit('responsive');
    expect(asked[0]?.signal?.aborted).toBe(true);
    await vi.waitFor(() => {
      window.emit('unresponsive');
      expect(asked).toHaveLength(2);
    });
    expect(parts.renew).not.toHaveBeenCalled();
  });
});

describe('where nobody is there to answer', () => {
  beforeEach(() => {
    parts.isUnattended = () => true;
    guard = createPageGuard(parts);
    renewed();
  });

  test('a page that ends again soon is loaded a minute later, again and again', async () => {
    await end();
    for (let count = 1; count < 5; count += 1) {
      clock.move(1_000);
      await end();
      expect(parts.renew).toHaveBeenCalledTimes(count);
      clock.move(60_000);
      expect(parts.renew).toHaveBeenCalledTimes(count + 1);
    }
    expect(asked).toEqual([]);
  });

  test('a page that cannot be loaded is tried again', async () => {
    parts.renew.mockRejectedValueOnce(new Error('x'));
    await end();
    await vi.waitFor(() => expect(log.lines.join()).toContain('the page could not be loaded'));
    clock.move(60_000);
    expect(parts.renew).toHaveBeenCalledTimes(2);
    expect(asked).toEqual([]);
  });

  test('a page that does not answer gets a minute, and is left alone if it answers in time', () => {
    window.emit('unresponsive');
    clock.move(59_000);
    window.emit('responsive');
    clock.move(60_000);
    expect(parts.renew).not.toHaveBeenCalled();
    window.emit('unresponsive');
    clock.move(60_000);
    expect(parts.renew).toHaveBeenCalledOnce();
    expect(asked).toEqual([]);
  });
});

describe('what nobody else has caught in main', () => {
  const emitter: EventEmitter = process;
  const caught = (event: string) => emitter.listeners(event).at(-1) as (error: unknown) => void;
  afterEach(() => {
    for (const event of ['uncaughtException', 'unhandledRejection'])
      emitter.removeListener(event, caught(event));
  });

  test('is logged without what it says, and told (R29)', () => {
    const tell = vi.fn();
    catchFaults(log, clock)(tell);
    caught('uncaughtException')(new TypeError('hunter2'));
    caught('unhandledRejection')('hunter2');
    expect(tell).toHaveBeenCalledTimes(2);
    expect(log.lines).toHaveLength(2);
    expect(log.lines.join()).toContain('TypeError');
    expect(log.lines.join()).not.toContain('hunter2');
  });

  test('does not end the app when the person cannot be told', () => {
    catchFaults(
      log,
      clock,
    )(() => {
      throw new Error('x');
    });
    caught('uncaughtException')(new TypeError('x'));
    expect(log.lines.join()).toContain('nobody could be told');
  });

  test('does not fill the log, and is counted', () => {
    catchFaults(log, clock);
    for (let number = 0; number < 1_000; number++) caught('uncaughtException')(new Error('x'));
    expect(log.lines).toHaveLength(20);
    clock.move(60_000);
    expect(log.lines.at(-1)).toContain('"count":980');
    caught('uncaughtException')(new Error('x'));
    expect(log.lines).toHaveLength(22);
  });
});

test('the end of a helper process is logged, unless it ended as it should', () => {
  watchHelpers(log);
  const [event, gone] = electron.app.on.mock.calls[0] as [string, (event: object, details: object) => void];
  expect(event).toBe('child-process-gone');
  gone({}, { type: 'Utility', reason: 'clean-exit', exitCode: 0 });
  gone({}, { type: 'GPU', reason: 'crashed', exitCode: 5 });
  expect(log.lines).toEqual([
    JSON.stringify({ message: 'a helper process has ended', type: 'GPU', reason: 'crashed', exitCode: 5 }),
  ]);
});
