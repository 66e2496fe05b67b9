import { EventEmitter } from 'node:events';
import { beforeEach, expect, test, vi } from 'vitest';

const electron = vi.hoisted(() => ({
  app: undefined as unknown as EventEmitter,
  session: { fromPartition: vi.fn((name: string) => name) },
}));
vi.mock('electron', () => electron);

import { createMaxSession } from '../../../electron/shell/max-session.ts';
import { fakeLog } from '../../fakes/ports.ts';

beforeEach(() => {
  electron.app = new EventEmitter();
});
const gone = (serviceName: string) => electron.app.emit('child-process-gone', {}, { serviceName });

test('every request goes through one session without a cache, in memory only', () => {
  const maxSession = createMaxSession(fakeLog());
  expect(maxSession()).toBe(maxSession());
  // A name without "persist:" is kept in memory.
  expect(electron.session.fromPartition).toHaveBeenCalledWith('max-desk-http', { cache: false });
});

test('a session whose network process has crashed is not used again (electron#49572)', () => {
  const maxSession = createMaxSession(fakeLog());
  const sessions = [maxSession()];
  for (let crash = 0; crash < 2; crash++) {
    gone('network.mojom.NetworkService');
    sessions.push(maxSession());
  }
  expect(new Set(sessions).size).toBe(3);
});

test('the end of any other process changes nothing', () => {
  const maxSession = createMaxSession(fakeLog());
  const before = maxSession();
  gone('audio.mojom.AudioService');
  expect(maxSession()).toBe(before);
});
