import { expect, test, vi } from 'vitest';

const electron = vi.hoisted(() => ({
  net: { WebSocket: vi.fn() },
  powerMonitor: { on: vi.fn() },
}));
vi.mock('electron', () => electron);

import { onWake } from '../../../electron/shell/power.ts';
import { createSockets } from '../../../electron/shell/sockets.ts';

test('a WebSocket of the window carries its headers, in the session that is asked for each time', () => {
  createSockets(() => 'the session' as never)('wss://api.example.com/hub', { authorization: 'Bearer x' });
  expect(electron.net.WebSocket).toHaveBeenCalledWith('wss://api.example.com/hub', {
    headers: { authorization: 'Bearer x' },
    session: 'the session',
  });
});

test('waking up is heard of', () => {
  const run = vi.fn();
  onWake(run);
  expect(electron.powerMonitor.on).toHaveBeenCalledWith('resume', run);
});
