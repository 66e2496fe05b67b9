import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const electron = vi.hoisted(() => ({ app: undefined as unknown as EventEmitter }));
vi.mock('electron', () => electron);

import { createQuit } from '../../../electron/shell/quit.ts';
import { fakeLog } from '../../fakes/ports.ts';

let log: ReturnType<typeof fakeLog>;
let exit: ReturnType<typeof vi.fn>;
let appendSwitch: ReturnType<typeof vi.fn>;
let relaunch: ReturnType<typeof vi.fn>;
const kill = vi.spyOn(process, 'kill').mockReturnValue(true);

beforeEach(() => {
  vi.useFakeTimers();
  kill.mockClear();
  log = fakeLog();
  exit = vi.fn();
  appendSwitch = vi.fn();
  relaunch = vi.fn();
  leaveAtOnce.mockReset();
  skipsCleanup = false;
  reallyExit.mockReset();
  releaseSingleInstanceLock.mockReset();
  destroyWindow.mockReset();
  const commandLine = { appendSwitch };
  electron.app = Object.assign(new EventEmitter(), {
    exit,
    relaunch,
    commandLine,
    releaseSingleInstanceLock,
  });
});
afterEach(() => {
  vi.useRealTimers();
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT']) process.removeAllListeners(signal);
});

/** As on Linux. */
let skipsCleanup = false;
const reallyExit = vi.fn();
Object.assign(process, { reallyExit });
/** The listeners of the test runner must not hear of an exit. */
const emit = process.emit.bind(process) as (...given: unknown[]) => boolean;
vi.spyOn(process, 'emit').mockImplementation(
  ((name: string, ...rest: unknown[]) => name === 'exit' || emit(name, ...rest)) as never,
);
const releaseSingleInstanceLock = vi.fn();
const destroyWindow = vi.fn();
const leaveAtOnce = vi.fn();
const made = (...steps: (() => void | Promise<void>)[]) =>
  createQuit({ log, destroyWindow, steps, leaveAtOnce, skipsCleanup });
const beforeQuit = () => {
  const event = { preventDefault: vi.fn() };
  electron.app.emit('before-quit', event);
  return event;
};

describe('R39 quitting', () => {
  test('takes its steps one after the other, then ends the app', async () => {
    const done: string[] = [];
    const quit = made(
      async () => {
        await Promise.resolve();
        done.push('first');
      },
      () => void done.push('second'),
    );
    quit();
    expect(exit).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(done).toEqual(['first', 'second']);
    expect(exit).toHaveBeenCalledExactlyOnceWith(0);
  });

  test('is begun by app.quit, which Electron would leave to a page that may hang', async () => {
    const step = vi.fn();
    made(step);
    expect(beforeQuit().preventDefault).toHaveBeenCalledOnce();
    expect(beforeQuit().preventDefault).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(1);
    expect(step).toHaveBeenCalledOnce();
    expect(exit).toHaveBeenCalledOnce();
  });

  test('without Electron’s cleanup, as on Linux, ends in order: the steps, the log, the lock, what listens to the exit', async () => {
    skipsCleanup = true;
    const step = vi.fn();
    made(step);
    process.emit('SIGTERM');
    await vi.advanceTimersByTimeAsync(1);
    expect(step).toHaveBeenCalledOnce();
    expect(exit).not.toHaveBeenCalled();
    expect(log.lines.join('\n')).toContain('ended');
    expect(releaseSingleInstanceLock).toHaveBeenCalledOnce();
    expect(process.emit).toHaveBeenCalledWith('exit', 0);
    expect(reallyExit).toHaveBeenCalledExactlyOnceWith(0);
  });

  test('goes on after a step that throws or rejects, which is logged without what it says (R29)', async () => {
    const last = vi.fn();
    made(
      () => {
        throw new TypeError('hunter2');
      },
      () => Promise.reject(new RangeError('hunter2')),
      last,
    )();
    await vi.advanceTimersByTimeAsync(1);
    expect(last).toHaveBeenCalledOnce();
    expect(exit).toHaveBeenCalledOnce();
    expect(log.lines).toHaveLength(2);
    expect(log.lines.join()).not.toContain('hunter2');
  });

  test('does not wait for ever for a step', async () => {
    made(() => new Promise(() => undefined))();
    await vi.advanceTimersByTimeAsync(2_999);
    expect(exit).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(exit).toHaveBeenCalledOnce();
    expect(log.lines.join()).toContain('quitting takes too long');
  });

  test('ends the process the hard way when Electron is stuck, within 5 s in all', async () => {
    made(() => new Promise(() => undefined))();
    await vi.advanceTimersByTimeAsync(3_999);
    expect(kill).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(kill).toHaveBeenCalledExactlyOnceWith(process.pid, 'SIGKILL');
  });

  test('is logged at its end', () => {
    made();
    electron.app.emit('quit', {}, 0);
    expect(log.lines).toEqual([JSON.stringify({ message: 'ended', exitCode: 0 })]);
  });
});

describe('an end that brings nothing but its last event, as when the X server has gone', () => {
  test('leaves nothing behind that can be removed at once', () => {
    made(vi.fn());
    electron.app.emit('quit', {}, 1);
    expect(leaveAtOnce).toHaveBeenCalledOnce();
  });

  test('is logged also when that fails', () => {
    leaveAtOnce.mockImplementationOnce(() => {
      throw new TypeError('hunter2');
    });
    made();
    electron.app.emit('quit', {}, 1);
    expect(log.lines.at(-1)).toContain('ended');
    expect(log.lines.join()).not.toContain('hunter2');
  });

  test('has nothing left to do after the steps, unless one of them hangs', async () => {
    made(vi.fn())();
    await vi.advanceTimersByTimeAsync(1);
    electron.app.emit('quit', {}, 0);
    expect(leaveAtOnce).not.toHaveBeenCalled();
    electron.app.removeAllListeners();
    made(() => new Promise(() => undefined))();
    await vi.advanceTimersByTimeAsync(3_000);
    electron.app.emit('quit', {}, 0);
    expect(leaveAtOnce).toHaveBeenCalledOnce();
  });
});

describe('another start', () => {
  const start = (args: string[]) =>
    electron.app.emit('second-instance', {}, ['electron', '--reordered'], process.cwd(), { args });

  test('while the app ends begins once it has ended, with its own arguments', () => {
    made()();
    start(['--connection', 'max.json']);
    start(['--hidden']);
    expect(relaunch).toHaveBeenCalledExactlyOnceWith({
      args: ['--connection', 'max.json'],
      execPath: process.execPath,
    });
  });

  test('while the app runs is no reason to start it again', () => {
    made();
    start([]);
    expect(relaunch).not.toHaveBeenCalled();
  });
});

describe('a signal', () => {
  test.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'])('%s ends the app in order, once', async (signal) => {
    destroyWindow.mockClear();
    const step = vi.fn();
    made(step);
    process.emit(signal as NodeJS.Signals);
    process.emit(signal as NodeJS.Signals);
    // At once: Chromium's other processes may be gone already.
    expect(destroyWindow).toHaveBeenCalledOnce();
    expect(appendSwitch).toHaveBeenCalledWith('disable-gpu-process-crash-limit');
    await vi.advanceTimersByTimeAsync(1);
    expect(step).toHaveBeenCalledOnce();
    expect(exit).toHaveBeenCalledOnce();
  });

  test("has one listener: an earlier one, as of a library, would keep Electron's handler in the place of ours", () => {
    const library = vi.fn();
    process.once('SIGTERM', library);
    made();
    expect(process.listeners('SIGTERM')).not.toContain(library);
    expect(process.listenerCount('SIGTERM')).toBe(1);
  });
});
