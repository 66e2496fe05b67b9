import { createElement } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DeskState } from '../../../../electron/contract/desk.ts';
import { SurroundingsList } from '../../../../renderer/settings/surroundings-list.tsx';
import { deskState } from '../desk-state.ts';
import { markupOf, wordsIn } from '../markup.ts';

const all = { tray: true, bus: true, notifications: 'there' } as const;
const words = (
  desktop: Partial<DeskState['desktop']>,
  part: Partial<DeskState> = {},
  language: 'en' | 'de' = 'en',
) => {
  const state = deskState({ ...part, desktop: { ...deskState().desktop, ...all, ...desktop } });
  return wordsIn(markupOf(createElement(SurroundingsList, { state }), language));
};

beforeEach(() => vi.stubGlobal('navigator', { onLine: true }));
afterEach(() => vi.unstubAllGlobals());

describe("the list of this computer's parts", () => {
  test('says of each that it is there', () => {
    const text = words({}, { persistence: { kind: 'encrypted' } });
    expect(text.match(/Available\./gu)).toHaveLength(4);
    expect(text).not.toContain('D-Bus');
  });

  test.each([
    [
      { tray: false },
      'closing the window ends MAX Desk; on GNOME install the extension',
      'installieren Sie unter GNOME',
    ],
    [{ notifications: 'missing' }, 'install one, dunst for instance', 'installieren Sie eines'],
    [{ notifications: 'silent' }, 'does not answer', 'antwortet nicht'],
    [{ bus: false }, 'install dbus-user-session', 'installieren Sie dbus-user-session'],
  ] as const)('says of %j what it means and what to do, in both languages', (missing, english, german) => {
    expect(words(missing)).toContain(english);
    expect(words(missing, {}, 'de')).toContain(german);
  });

  test('says how the window is shown, where there is more than one way', () => {
    expect(words({ display: 'system' })).not.toContain('Display');
    expect(words({ display: 'x11' })).toContain('X11.');
    expect(words({ display: 'wayland' })).toContain('Wayland: the desktop chooses where the window opens');
    expect(words({ display: 'wayland' }, {}, 'de')).toContain('Wayland: Der Desktop bestimmt');
    expect(words({ display: 'xwayland' })).toContain('X11 on a Wayland desktop');
    expect(words({ display: 'xwayland' }, {}, 'de')).toContain('X11 auf einem Wayland-Desktop');
  });

  test('says that there is no network', () => {
    vi.stubGlobal('navigator', { onLine: false });
    expect(words({})).toContain('plug in its cable or turn on Wi-Fi');
    expect(words({}, {}, 'de')).toContain('stecken Sie sein Kabel ein');
  });

  test('says of the password store why it is not used; of the simulated service, and before a connection, nothing', () => {
    expect(words({}, { persistence: { kind: 'memory', reason: 'no-keyring' } })).toContain(
      'Install and start a keyring',
    );
    expect(words({}, { persistence: { kind: 'memory', reason: 'simulated' } })).not.toContain(
      'Password store',
    );
    expect(words({}, { connection: null })).not.toContain('Password store');
  });
});
