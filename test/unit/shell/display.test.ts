import { beforeEach, describe, expect, test, vi } from 'vitest';

const switches = vi.hoisted(() => new Map<string, string>());
vi.mock('electron', () => ({
  app: { commandLine: { getSwitchValue: (name: string) => switches.get(name) ?? '' } },
}));

import { displayProtocol, isUnderCompositor } from '../../../electron/shell/display.ts';

beforeEach(() => switches.clear());

describe('how windows get onto the screen', () => {
  test.each([
    ['wayland', {}, 'wayland'],
    ['wayland', { XDG_SESSION_TYPE: 'x11' }, 'wayland'],
    ['x11', { XDG_SESSION_TYPE: 'wayland' }, 'xwayland'],
    ['', { WAYLAND_DISPLAY: 'wayland-0' }, 'xwayland'],
    ['', { XDG_SESSION_TYPE: 'x11', WAYLAND_DISPLAY: '' }, 'x11'],
    ['x11', {}, 'x11'],
  ])('is, where Electron chose "%s" and the session is %j, %s', (chosen, env, protocol) => {
    switches.set('ozone-platform', chosen);
    expect(displayProtocol('linux', env)).toBe(protocol);
    expect(displayProtocol('darwin', env)).toBe('system');
  });

  test('is under the rules of a compositor on Wayland, and on X11 there', () => {
    const under = (['wayland', 'xwayland', 'x11', 'system'] as const).filter(isUnderCompositor);
    expect(under).toEqual(['wayland', 'xwayland']);
  });
});
