import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, test, vi } from 'vitest';

const electron = vi.hoisted(() => ({
  app: undefined as unknown,
  session: { defaultSession: undefined as unknown },
}));
vi.mock('electron', () => electron);

import { harden } from '../../../electron/shell/security.ts';

/** What Electron hands out, as far as it can be told to refuse. */
class FakeContents extends EventEmitter {
  setWindowOpenHandler = vi.fn();
}
class FakeSession extends EventEmitter {
  setPermissionRequestHandler = vi.fn();
  setPermissionCheckHandler = vi.fn();
  setDevicePermissionHandler = vi.fn();
  setDisplayMediaRequestHandler = vi.fn();
  setSpellCheckerLanguages = vi.fn();
}
const handlerOf = (method: ReturnType<typeof vi.fn>) =>
  method.mock.lastCall?.[0] as (...args: unknown[]) => unknown;

let app: EventEmitter & { whenReady(): Promise<void> };
let defaultSession: FakeSession;

beforeEach(() => {
  app = Object.assign(new EventEmitter(), { whenReady: async () => undefined });
  defaultSession = new FakeSession();
  Object.assign(electron, { app, session: { defaultSession } });
  harden();
});

/** Whether the event was prevented. */
function prevented(on: EventEmitter, event: string, details: object = {}): boolean {
  const preventDefault = vi.fn();
  on.emit(event, { ...details, preventDefault });
  return preventDefault.mock.calls.length > 0;
}

describe('every page', () => {
  let contents: FakeContents;
  beforeEach(() => {
    contents = new FakeContents();
    app.emit('web-contents-created', {}, contents);
  });

  test('R5 opens no window', () => {
    expect(handlerOf(contents.setWindowOpenHandler)({ url: 'https://example.com/' })).toEqual({
      action: 'deny',
    });
  });

  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])(
    'R5 stays with its own files at %s',
    (event) => {
      for (const url of [
        'https://example.com/',
        'file:///etc/passwd',
        'app://max-desk.example.com/index.html',
        'app://other/index.html',
        'https://max-desk/',
        'javascript:alert(1)',
        'about:blank',
        'no address',
      ]) {
        expect(prevented(contents, event, { url }), url).toBe(true);
      }
      expect(prevented(contents, event, { url: 'app://max-desk/index.html#units' })).toBe(false);
    },
  );

  test('R4 embeds no other page', () => {
    expect(prevented(contents, 'will-attach-webview')).toBe(true);
  });
});

describe.each([
  ['the default one', () => defaultSession],
  [
    'one that is made later',
    () => {
      const session = new FakeSession();
      app.emit('session-created', session);
      return session;
    },
  ],
])('every session (%s)', (_which, made) => {
  test('R3 grants no permission, whether it is asked for or looked up, nor a device or the screen', async () => {
    await app.whenReady();
    const session = made();
    const answer = vi.fn();
    handlerOf(session.setPermissionRequestHandler)({}, 'geolocation', answer);
    expect(answer.mock.calls).toEqual([[false]]);
    expect(handlerOf(session.setPermissionCheckHandler)({}, 'clipboard-read')).toBe(false);
    expect(handlerOf(session.setDevicePermissionHandler)({ deviceType: 'usb' })).toBe(false);
    const media = vi.fn();
    handlerOf(session.setDisplayMediaRequestHandler)({}, media);
    expect(media.mock.calls).toEqual([[null]]);
  });

  test('fetches no dictionary, which it would even where no page checks its spelling', async () => {
    await app.whenReady();
    expect(made().setSpellCheckerLanguages.mock.calls).toEqual([[[]]]);
  });

  test('downloads nothing', async () => {
    await app.whenReady();
    expect(prevented(made(), 'will-download')).toBe(true);
  });
});

test('no certificate of the person’s is sent unasked', () => {
  const preventDefault = vi.fn();
  const choose = vi.fn();
  app.emit('select-client-certificate', { preventDefault }, null, 'https://example.com/', [{}], choose);
  expect(preventDefault).toHaveBeenCalledOnce();
  expect(choose.mock.calls).toEqual([[]]);
});
