import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, test, vi } from 'vitest';

const electron = vi.hoisted(() => ({
  app: undefined as unknown as EventEmitter & { whenReady: () => Promise<void> },
  session: { defaultSession: undefined as unknown as FakeSession },
  BrowserWindow: undefined as unknown,
  nativeTheme: { shouldUseDarkColors: false },
  protocol: {},
}));
vi.mock('electron', () => electron);

import { harden } from '../../../electron/shell/security.ts';
import { createWindow } from '../../../electron/shell/window.ts';

type Handler = (...args: unknown[]) => unknown;

/** Keeps what it is given by the setters of Electron's session and page. */
class FakeSession extends EventEmitter {
  handlers: Record<string, Handler> = {};
  setPermissionRequestHandler = (handler: Handler) => void Object.assign(this.handlers, { request: handler });
  setPermissionCheckHandler = (handler: Handler) => void Object.assign(this.handlers, { check: handler });
  setDevicePermissionHandler = (handler: Handler) => void Object.assign(this.handlers, { device: handler });
  setDisplayMediaRequestHandler = (handler: Handler) =>
    void Object.assign(this.handlers, { display: handler });
}
class FakeContents extends EventEmitter {
  opens: Handler | undefined;
  setWindowOpenHandler = (handler: Handler) => {
    this.opens = handler;
  };
}

beforeEach(() => {
  electron.app = Object.assign(new EventEmitter(), { whenReady: () => Promise.resolve() });
  electron.session.defaultSession = new FakeSession();
  harden();
});

function contents(): FakeContents {
  const made = new FakeContents();
  electron.app.emit('web-contents-created', {}, made);
  return made;
}

/** Whether the page was kept from it. */
function prevented(target: EventEmitter, event: string, details: object = {}): boolean {
  const preventDefault = vi.fn();
  target.emit(event, { ...details, preventDefault });
  return preventDefault.mock.calls.length > 0;
}

test('the options of the window are those that its sandbox rests on, written out (R1, R2, R4)', () => {
  const options: Electron.BrowserWindowConstructorOptions[] = [];
  electron.BrowserWindow = class extends EventEmitter {
    constructor(given: Electron.BrowserWindowConstructorOptions) {
      super();
      options.push(given);
    }
  };
  createWindow({ preload: '/preload.cjs', devTools: false, hidden: true });
  expect(options[0]?.webPreferences).toEqual({
    preload: '/preload.cjs',
    nodeIntegration: false,
    contextIsolation: true,
    sandbox: true,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: false,
  });
});

describe('every session, the first and those to come (R3)', () => {
  const sessions: [string, () => FakeSession][] = [
    ['the default session', () => electron.session.defaultSession],
    [
      'a later one',
      () => {
        const later = new FakeSession();
        electron.app.emit('session-created', later);
        return later;
      },
    ],
  ];

  test.each(sessions)('%s grants no permission, no device, no screen and no download', async (_name, get) => {
    await Promise.resolve();
    const target = get();
    const { request, check, device, display } = target.handlers;
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'openExternal',
      'usb',
    ]) {
      const answer = vi.fn();
      request?.({}, permission, answer);
      expect(answer).toHaveBeenCalledExactlyOnceWith(false);
      expect(check?.({}, permission)).toBe(false);
    }
    expect(device?.({ deviceType: 'hid' })).toBe(false);
    const answer = vi.fn();
    display?.({}, answer);
    expect(answer).toHaveBeenCalledExactlyOnceWith(null);
    expect(prevented(target, 'will-download')).toBe(true);
  });
});

describe('every page', () => {
  test('embeds no webview (R4)', () => expect(prevented(contents(), 'will-attach-webview')).toBe(true));

  test('opens no window (R5)', () => {
    expect(contents().opens?.({ url: 'app://max-desk/index.html' })).toEqual({ action: 'deny' });
  });

  test.each([
    'https://example.org/',
    'http://localhost:4321/',
    'file:///etc/passwd',
    'app://max-desk.evil/index.html',
    'app://evil/index.html',
    'app://user@evil/',
    'apps://max-desk/',
    'https://app//max-desk/',
    'javascript:alert(1)',
    'data:text/html,x',
    'about:blank',
    'blob:app://max-desk/1',
    'no address',
    '',
  ])('does not go to %j, in a frame or by a redirect neither (R5)', (url) => {
    const page = contents();
    for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect'])
      expect(prevented(page, event, { url })).toBe(true);
  });

  test('may load its own document again', () => {
    expect(prevented(contents(), 'will-navigate', { url: 'app://max-desk/index.html' })).toBe(false);
  });
});

test('no certificate of the person’s is sent unasked', () => {
  const preventDefault = vi.fn();
  const answer = vi.fn();
  electron.app.emit('select-client-certificate', { preventDefault }, null, 'https://a.example', [{}], answer);
  expect(preventDefault).toHaveBeenCalledOnce();
  expect(answer).toHaveBeenCalledExactlyOnceWith();
});
