import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';

const electron = vi.hoisted(() => ({ powerMonitor: undefined as unknown as EventEmitter }));
vi.mock('electron', () => electron);

import { guardClipboard, onWake } from '../../../electron/shell/power.ts';

test.each(['lock-screen', 'suspend'])(
  'R30 the clipboard is cleared at %s (R31: the lock is told of on macOS and Windows only)',
  (event) => {
    electron.powerMonitor = new EventEmitter();
    const copied = { clear: vi.fn() };
    guardClipboard(copied);
    electron.powerMonitor.emit(event);
    expect(copied.clear).toHaveBeenCalledOnce();
  },
);

test('waking up is heard of', () => {
  const run = vi.fn();
  electron.powerMonitor = new EventEmitter();
  onWake(run);
  electron.powerMonitor.emit('resume');
  expect(run).toHaveBeenCalledOnce();
});
