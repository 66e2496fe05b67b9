import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  busName,
  connectSessionBus,
  ofBus,
  sessionBusPath,
} from '../../../../electron/core/linux/session-bus.ts';
import { busRecording } from '../../../fakes/bus-recording.ts';

const tray = 'org.kde.StatusNotifierWatcher';
const { hello, nameAcquired, matched, owned, came, went } = busRecording;

let folder: string;
let server: Server;
/** What the bus says to the first line it is sent, and after that line. */
let script: { greeting: string; messages: Buffer[] };
let connection: Socket | undefined;
let heard: Buffer;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'max-desk-bus-'));
  heard = Buffer.alloc(0);
  connection = undefined;
  script = { greeting: 'OK 1234deadbeef\r\n', messages: [hello, nameAcquired, matched, owned] };
  server = createServer((socket) => {
    connection = socket;
    socket.write(script.greeting);
    socket.on('error', () => undefined);
    socket.on('data', (part) => {
      const begun = heard.includes('BEGIN');
      heard = Buffer.concat([heard, part]);
      if (!begun && heard.includes('BEGIN')) socket.write(Buffer.concat(script.messages));
    });
  }).listen(path.join(folder, 'bus'));
  await once(server, 'listening');
  vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', `unix:path=${path.join(folder, 'bus')},guid=12`);
});
afterEach(() => {
  vi.unstubAllEnvs();
  connection?.destroy();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What is told, in its order. */
function watch(): boolean[] {
  const told: boolean[] = [];
  connectSessionBus().watchName(tray, (isOwned) => told.push(isOwned));
  return told;
}

describe.skipIf(process.platform === 'win32')('who owns a name on the bus', () => {
  test('is told at first, and whenever that changes', async () => {
    const told = watch();
    await vi.waitFor(() => expect(told).toEqual([true]));
    connection?.write(went);
    await vi.waitFor(() => expect(told).toEqual([true, false]));
    connection?.write(came.subarray(0, 40));
    connection?.write(came.subarray(40));
    await vi.waitFor(() => expect(told).toEqual([true, false, true]));
  });

  test('is what was told last, also when the first answer and a change come together', async () => {
    script.messages = [hello, nameAcquired, matched, owned, went, came, went];
    const told = watch();
    await vi.waitFor(() => expect(told).toEqual([true, false, true, false]));
  });

  test('is asked as the user of this process, by no other program', async () => {
    const told = watch();
    await vi.waitFor(() => expect(told).toEqual([true]));
    const text = heard.toString('latin1');
    const user = Buffer.from(String(process.getuid?.())).toString('hex');
    expect(text.startsWith(`\0AUTH EXTERNAL ${user}\r\nBEGIN\r\n`)).toBe(true);
    expect(text.indexOf('AddMatch')).toBeLessThan(text.indexOf('NameHasOwner'));
  });

  test('is nobody any more when the bus ends, and that is told once', async () => {
    const told = watch();
    await vi.waitFor(() => expect(told).toEqual([true]));
    connection?.write(went);
    connection?.end();
    await vi.waitFor(() => expect(connection?.destroyed).toBe(true));
    await vi.waitFor(() => expect(told).toEqual([true, false]));
  });

  test.each([
    ['refuses this user', () => Object.assign(script, { greeting: 'REJECTED EXTERNAL\r\n' })],
    [
      'says something else',
      () => Object.assign(script, { messages: [Buffer.from('HTTP/1.1 400 Bad Request')] }),
    ],
    ['is not there', () => rmSync(path.join(folder, 'bus'))],
  ])('is nobody where the bus %s', async (_what, prepare) => {
    prepare();
    const told = watch();
    await vi.waitFor(() => expect(told).toEqual([false]));
  });

  test('is nobody where there is no bus', async () => {
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', undefined);
    vi.stubEnv('XDG_RUNTIME_DIR', undefined);
    const told = watch();
    await vi.waitFor(() => expect(told).toEqual([false]));
  });
});

describe.skipIf(process.platform === 'win32')('a call over the bus', () => {
  test('resolves with its own answer', async () => {
    const bus = connectSessionBus();
    // The recorded answers are those to the second and the third call.
    const first = bus.call(ofBus('AddMatch', 'x'));
    const second = bus.call(ofBus('NameHasOwner', tray));
    expect(await Promise.all([first, second])).toEqual([[], [true]]);
  });

  test('rejects when the bus ends, and where it has ended', async () => {
    const bus = connectSessionBus();
    const names: boolean[] = [];
    bus.watchName(busName, (isThere) => names.push(isThere));
    await vi.waitFor(() => expect(names).toEqual([true]));
    const unanswered = bus.call(ofBus('GetId'));
    connection?.end();
    await expect(unanswered).rejects.toThrow('no-bus');
    await expect(bus.call(ofBus('GetId'))).rejects.toThrow('no-bus');
    expect(names).toEqual([true, false]);
  });

  test('is never answered where there is no bus', async () => {
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', undefined);
    vi.stubEnv('XDG_RUNTIME_DIR', undefined);
    await expect(connectSessionBus().call(ofBus('GetId'))).rejects.toThrow('no-bus');
  });
});

test.each([
  ['unix:path=/run/user/1000/bus', '/run/user/1000/bus'],
  ['unix:guid=12,path=/tmp/a%20b', '/tmp/a b'],
  ['unix:abstract=/tmp/dbus-Xy,guid=12', '\0/tmp/dbus-Xy'],
  ['tcp:host=localhost,port=1;unix:path=/tmp/bus', '/tmp/bus'],
  ['autolaunch:', path.join('/run/user/1', 'bus')],
  [undefined, path.join('/run/user/1', 'bus')],
])('the bus at %s is found at %j', (address, expected) => {
  const env = { XDG_RUNTIME_DIR: '/run/user/1', ...(address ? { DBUS_SESSION_BUS_ADDRESS: address } : {}) };
  expect(sessionBusPath(env)).toBe(expected);
});
