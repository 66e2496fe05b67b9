import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { BusCall } from '../../../../electron/core/linux/bus-messages.ts';
import { createLinuxNotifications } from '../../../../electron/core/linux/notifications.ts';
import type { SessionBus } from '../../../../electron/core/linux/session-bus.ts';
import { fakeLog } from '../../../fakes/ports.ts';

const service = 'org.freedesktop.Notifications';
const notice = { title: 'Lift 7 is out of service', body: 'Smith & Sons <north>' };

/** A bus on which one call after the other waits for its answer. */
function fakeBus() {
  const calls: (BusCall & { answer: (...body: number[]) => void; refuse: (error: string) => void })[] = [];
  const bus = {
    calls,
    activatable: [] as string[],
    isThere: true,
    owned(_isOwned: boolean): void {
      throw new Error('Nobody watches the service.');
    },
    signal(_signal: { member: string; body: number[] }): void {
      throw new Error('Nobody hears the service.');
    },
  };
  const port: SessionBus = {
    call(call) {
      if (call.member === 'ListActivatableNames')
        return bus.isThere ? Promise.resolve([bus.activatable]) : Promise.reject(new Error('no-bus'));
      const { promise, resolve, reject } = Promise.withResolvers<number[]>();
      calls.push({
        ...call,
        answer: (...body) => resolve(body),
        refuse: (error) => reject(new Error(error)),
      });
      return promise;
    },
    watchName(_name, tell) {
      bus.owned = tell;
    },
    onSignals(_name, heard) {
      bus.signal = heard;
    },
  };
  return { ...bus, bus, port };
}

const onClick = vi.fn();
let log: ReturnType<typeof fakeLog>;
let { bus, port } = fakeBus();
const states: string[] = [];
let withdraw: () => Promise<void>;
const start = () => {
  const notifications = createLinuxNotifications(port, log, onClick);
  notifications.watch((state) => states.push(state));
  withdraw = notifications.withdraw;
  return notifications.notify;
};
const settled = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  onClick.mockClear();
  log = fakeLog();
  ({ bus, port } = fakeBus());
  states.length = 0;
});
afterEach(() => vi.useRealTimers());

test('at the end what is still shown is taken back, without waiting for a service that hangs', async () => {
  const notify = start();
  for (const id of [7, 8]) {
    notify(notice);
    bus.calls.at(-1)?.answer(id);
  }
  await settled();
  bus.signal({ member: 'NotificationClosed', body: [7] });
  const done = withdraw();
  expect(bus.calls.slice(2)).toMatchObject([{ member: 'CloseNotification', signature: 'u', args: [8] }]);
  await vi.advanceTimersByTimeAsync(500);
  await expect(done).resolves.toBeUndefined();
});

test('a notification is asked for with its title, and its body as text', () => {
  start()(notice);
  expect(bus.calls[0]).toMatchObject({ to: service, member: 'Notify', signature: 'susssasa{sv}i' });
  expect(bus.calls[0]?.args).toEqual([
    'MAX Desk',
    0,
    '',
    'Lift 7 is out of service',
    'Smith &amp; Sons &lt;north&gt;',
    ['default', ''],
    { 'desktop-entry': 'max-desk' },
    -1,
  ]);
});

test('a click on one of ours calls back with what it told of; on another, or on one that was closed, it does not', async () => {
  start()({ ...notice, unitId: 'lift-7' });
  bus.calls[0]?.answer(7);
  await settled();
  bus.signal({ member: 'ActionInvoked', body: [8] });
  expect(onClick).not.toHaveBeenCalled();
  bus.signal({ member: 'ActionInvoked', body: [7] });
  expect(onClick).toHaveBeenCalledExactlyOnceWith({ ...notice, unitId: 'lift-7' });
  bus.signal({ member: 'NotificationClosed', body: [7] });
  bus.signal({ member: 'ActionInvoked', body: [7] });
  expect(onClick).toHaveBeenCalledOnce();
});

test('a service that does not answer is known after five seconds, gets no heap of notifications, and is known again by its answer', async () => {
  const notify = start();
  for (let count = 0; count < 30; count++) notify(notice);
  expect(bus.calls).toHaveLength(20);
  await vi.advanceTimersByTimeAsync(4_999);
  expect(states).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(states).toEqual(['silent']);
  for (const call of bus.calls) call.answer(1);
  await settled();
  expect(states).toEqual(['silent', 'there']);
  notify(notice);
  expect(bus.calls).toHaveLength(21);
});

test('what the service refuses is logged without the text of the notification (R29)', async () => {
  start()(notice);
  bus.calls[0]?.refuse('org.freedesktop.DBus.Error.LimitsExceeded');
  await settled();
  expect(log.lines).toHaveLength(1);
  expect(log.lines.join()).toContain('LimitsExceeded');
  expect(log.lines.join()).not.toContain('Lift 7');
  expect(states).toEqual(['there']);
});

test('a service that comes is asked whether it answers', async () => {
  start();
  bus.owned(true);
  await settled();
  expect(bus.calls.map(({ member }) => member)).toEqual(['GetServerInformation']);
  bus.calls[0]?.answer();
  await settled();
  expect(states).toEqual(['there']);
});

test('where nobody shows notifications, and nobody can be started, they are missing', async () => {
  start();
  bus.owned(false);
  await settled();
  expect(states).toEqual(['missing']);
  expect(bus.calls).toEqual([]);
});

test('they are missing where there is no bus', async () => {
  bus.isThere = false;
  start();
  bus.owned(false);
  await settled();
  expect(states).toEqual(['missing']);
});

test('a service that is started when needed is asked once; when it has ended again it is left alone', async () => {
  bus.activatable = [service];
  start();
  bus.owned(false);
  await settled();
  bus.calls[0]?.answer();
  await settled();
  bus.owned(false);
  await settled();
  expect(bus.calls).toHaveLength(1);
  expect(states).toEqual(['there']);
});

test.each([
  'org.freedesktop.DBus.Error.ServiceUnknown',
  'org.freedesktop.DBus.Error.Spawn.ChildExited',
  'no-bus',
])('by the refusal %s they are missing', async (error) => {
  start()(notice);
  bus.calls[0]?.refuse(error);
  await settled();
  expect(states).toEqual(['missing']);
});
