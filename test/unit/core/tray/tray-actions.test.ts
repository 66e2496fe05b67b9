import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Handlers } from '../../../../electron/contract/calls.ts';
import { AppError } from '../../../../electron/core/errors.ts';
import type { Notice } from '../../../../electron/core/ports.ts';
import type { TrayAction } from '../../../../electron/core/tray/tray.ts';
import {
  runTrayAction,
  type TrayHost,
  tellOnceAboutTray,
} from '../../../../electron/core/tray/tray-actions.ts';
import { fakeKeyValue } from '../../../fakes/ports.ts';
import { deskState } from '../../renderer/desk-state.ts';

let notices: Notice[];
let called: [string, unknown][];
let refusal: Error | undefined;
let host: TrayHost;

beforeEach(() => {
  notices = [];
  called = [];
  refusal = undefined;
  const handlers = new Proxy({} as Handlers, {
    get: (_target, call: string) => async (input: unknown) => {
      called.push([call, input]);
      if (refusal) throw refusal;
    },
  });
  host = {
    handlers,
    state: () => deskState(),
    notify: (notice) => void notices.push(notice),
    isInFront: () => false,
    openWindow: vi.fn(async () => true),
    copiesOnlyInFront: false,
    quit: vi.fn(),
  };
});
const run = (action: TrayAction, part: Partial<TrayHost> = {}) => runTrayAction(action, { ...host, ...part });

test.each([
  [{ do: 'clear-clipboard' }, 'clearClipboard', undefined],
  [{ do: 'switch-account', id: 'a' }, 'switchAccount', { id: 'a' }],
  [{ do: 'switch-connection', id: 'c' }, 'switchConnection', { id: 'c' }],
  [{ do: 'sign-in' }, 'signIn', undefined],
  [{ do: 'cancel-sign-in' }, 'cancelSignIn', undefined],
  [{ do: 'sign-out' }, 'signOut', undefined],
  [{ do: 'pause-live', on: true }, 'pauseLive', { paused: true }],
  [{ do: 'start-with-system', on: false }, 'changeSettings', { startWithSystem: false }],
] as [TrayAction, string, unknown][])('%j is the call %s', async (action, call, input) => {
  await run(action);
  expect(called).toEqual([[call, input]]);
  expect(notices).toEqual([]);
});

test('opens the window and quits', async () => {
  await run({ do: 'open' });
  expect(host.openWindow).toHaveBeenCalledOnce();
  await run({ do: 'quit' });
  expect(host.quit).toHaveBeenCalledOnce();
});

describe('copying', () => {
  const copy: TrayAction = { do: 'copy', as: 'header' };

  test('is told by a notification, unless the window is in front and tells it', async () => {
    await run(copy);
    expect(called).toEqual([['copyToken', { as: 'header' }]]);
    expect(notices).toEqual([
      { title: 'Authorization header copied', body: 'The clipboard is cleared in 60 s.' },
    ]);
    await run(copy, { isInFront: () => true });
    expect(notices).toHaveLength(1);
    expect(host.openWindow).not.toHaveBeenCalled();
  });

  test('on Wayland brings the window to the front first', async () => {
    let inFront = false;
    await run(copy, {
      copiesOnlyInFront: true,
      isInFront: () => inFront,
      async openWindow() {
        expect(called).toEqual([]);
        inFront = true;
        return true;
      },
    });
    expect(called).toHaveLength(1);
    expect(notices).toEqual([]);
  });

  test('on Wayland says what to do when the window does not come to the front, and copies nothing', async () => {
    await run(copy, { copiesOnlyInFront: true, openWindow: async () => false });
    expect(called).toEqual([]);
    expect(notices[0]?.title).toBe('Nothing was copied yet');
  });
});

describe('what goes wrong', () => {
  test('is told in the language of the window, which opens', async () => {
    refusal = new AppError('offline', 'secret');
    await run({ do: 'copy', as: 'token' }, { state: () => deskState({ locale: 'de' }) });
    expect(notices).toEqual([
      { title: 'Das hat nicht funktioniert', body: 'Es besteht keine Netzwerkverbindung.' },
    ]);
    expect(host.openWindow).toHaveBeenCalledOnce();
  });

  test('without a text of its own leads to the window', async () => {
    refusal = new Error('secret');
    await run({ do: 'sign-out' });
    expect(notices).toEqual([{ title: 'That did not work', body: 'Open MAX Desk and try it there.' }]);
  });

  test('is nobody’s concern when it was called off', async () => {
    refusal = new AppError('cancelled', 'x');
    await run({ do: 'sign-in' });
    expect(notices).toEqual([]);
  });
});

test('that the window is in the tray is told once', () => {
  const store = fakeKeyValue();
  const notify = vi.fn();
  tellOnceAboutTray(store, notify, 'en');
  tellOnceAboutTray(store, notify, 'en');
  expect(notify).toHaveBeenCalledOnce();
});

test('a disk that refuses does not keep the window from closing to the tray', () => {
  const store = fakeKeyValue();
  store.refuse = new Error('full');
  expect(() => tellOnceAboutTray(store, () => undefined, 'de')).not.toThrow();
});
