import { EventEmitter } from 'node:events';
import type { MenuItemConstructorOptions } from 'electron';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { TrayModel } from '../../../electron/core/tray/tray.ts';

const system = vi.hoisted(() => ({ calls: [] as [string, unknown][], trays: [] as EventEmitter[] }));
vi.mock('electron', () => ({
  Menu: { buildFromTemplate: (template: unknown) => template },
  Tray: class extends EventEmitter {
    constructor(image: unknown) {
      super();
      system.trays.push(this);
      system.calls.push(['image', image]);
    }
    setImage = (value: unknown) => void system.calls.push(['image', value]);
    setToolTip = (value: unknown) => void system.calls.push(['tooltip', value]);
    setContextMenu = (value: unknown) => void system.calls.push(['menu', value]);
    isDestroyed = () => false;
    destroy = () => void system.calls.push(['destroy', undefined]);
  },
}));

import { createTray } from '../../../electron/shell/tray.ts';

const action = { do: 'copy', as: 'token' } as const;
const first: TrayModel = {
  icon: 'signed-in',
  tooltip: 'MAX Desk',
  counting: false,
  items: [
    { kind: 'normal', id: 'copy-token', label: 'R&D', enabled: true, checked: false, action },
    { kind: 'separator' },
    {
      kind: 'submenu',
      id: 'accounts',
      label: 'Accounts',
      enabled: true,
      items: [{ kind: 'radio', id: 'a', label: 'A', enabled: true, checked: true, action }],
    },
  ],
};
let model: TrayModel;
const run = vi.fn(async () => undefined);
const menu = () => system.calls.findLast(([what]) => what === 'menu')?.[1] as MenuItemConstructorOptions[];
const since = (count: number) => system.calls.slice(count).map(([what]) => what);

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  system.calls = [];
  system.trays = [];
  model = structuredClone(first);
});
afterEach(() => vi.useRealTimers());

describe('the tray', () => {
  test('shows the icon, the tooltip and the menu of its model', () => {
    createTray({ folder: '/icons', model: () => model, run });
    expect(system.calls.map(([what]) => what)).toEqual(['image', 'tooltip', 'menu']);
    expect(system.calls[0]?.[1]).toMatch(/[\\/]icons[\\/]signed-in(\.png|\.ico|Template\.png)$/);
    expect(menu()).toMatchObject([
      { id: 'copy-token', label: 'R&&D', type: 'normal' },
      { type: 'separator' },
      { id: 'accounts', submenu: [{ type: 'radio', checked: true }] },
    ]);
  });

  test.each([
    ['linux', 1],
    ['win32', 1],
    ['darwin', 0],
  ] as const)('on %s a click opens the window, but where it opens the menu', (platform, times) => {
    vi.stubGlobal('process', { ...process, platform });
    createTray({ folder: '/icons', model: () => model, run });
    vi.unstubAllGlobals();
    system.trays[0]?.emit('click');
    expect(run).toHaveBeenCalledTimes(times);
    if (times > 0) expect(run).toHaveBeenCalledWith({ do: 'open' });
  });

  test('stands in a new panel as it stood in the old one', () => {
    const tray = createTray({ folder: '/icons', model: () => model, run });
    model = { ...first, icon: 'offline', tooltip: 'other' };
    tray.refresh();
    vi.advanceTimersByTime(50);
    const count = system.calls.length;
    tray.renew();
    expect(since(count)).toEqual(['destroy', 'image', 'tooltip', 'menu']);
    expect(String(system.calls[count + 1]?.[1])).toContain('offline');
    expect(system.calls[count + 2]?.[1]).toBe('other');
    model = first;
    tray.refresh();
    vi.advanceTimersByTime(50);
    expect(since(count + 4)).toEqual(['image', 'tooltip']);
  });

  test('changes only what has changed, once for many changes', () => {
    const tray = createTray({ folder: '/icons', model: () => model, run });
    tray.refresh();
    vi.advanceTimersByTime(50);
    expect(since(3)).toEqual([]);
    model = { ...first, tooltip: 'other' };
    tray.refresh();
    tray.refresh();
    vi.advanceTimersByTime(50);
    expect(since(3)).toEqual(['tooltip']);
    model = { ...first, tooltip: 'other', icon: 'offline', items: [] };
    tray.refresh();
    vi.advanceTimersByTime(50);
    expect(since(4)).toEqual(['image', 'menu']);
  });

  test('looks at the time left by itself', () => {
    createTray({ folder: '/icons', model: () => model, run });
    model = { ...first, tooltip: '59 min left' };
    vi.advanceTimersByTime(30_000);
    expect(since(3)).toEqual(['tooltip']);
  });

  test('looks every second while the tooltip counts seconds, and not after that', () => {
    const tray = createTray({ folder: '/icons', model: () => model, run });
    let left = 3;
    const tooltips = () => system.calls.slice(3).map(([, value]) => value);
    model = { ...first, counting: true };
    Object.defineProperty(model, 'tooltip', { get: () => `${left--} s` });
    tray.refresh();
    vi.advanceTimersByTime(2_100);
    expect(tooltips()).toHaveLength(3);
    model = { ...first, tooltip: 'done' };
    vi.advanceTimersByTime(10_000);
    expect(tooltips()).toHaveLength(4);
    expect(tooltips().at(-1)).toBe('done');
  });

  test('runs what is chosen, and shows how it really is afterwards', async () => {
    createTray({ folder: '/icons', model: () => model, run });
    menu()[0]?.click?.(undefined as never, undefined, undefined as never);
    expect(run).toHaveBeenCalledExactlyOnceWith(action);
    await vi.advanceTimersByTimeAsync(0);
    expect(since(3)).toEqual(['menu']);
  });
});
