import type { MenuItemConstructorOptions } from 'electron';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AppMenu } from '../../../electron/contract/menu.ts';

const shown = vi.hoisted(() => ({ menus: [] as unknown[] }));
vi.mock('electron', () => ({
  app: { whenReady: async () => undefined },
  Menu: {
    buildFromTemplate: (template: unknown) => template,
    setApplicationMenu: (menu: unknown) => void shown.menus.push(menu),
  },
}));

import { setFirstMenu, showApplicationMenu } from '../../../electron/shell/menu.ts';

const { platform } = process;
const on = (name: string) => Object.defineProperty(process, 'platform', { value: name });
beforeEach(() => {
  shown.menus.length = 0;
});
afterEach(() => Object.defineProperty(process, 'platform', { value: platform }));

test.each(['linux', 'win32'])(
  'on %s there is no menu, and so none of a developer, until the page is there',
  (name) => {
    on(name);
    setFirstMenu();
    expect(shown.menus).toEqual([null]);
  },
);

test('on a Mac the editing shortcuts work before the page is there', async () => {
  on('darwin');
  setFirstMenu();
  await vi.waitFor(() =>
    expect(shown.menus).toEqual([[{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]]),
  );
});

const menus: AppMenu[] = [
  {
    role: 'help',
    label: 'R&D',
    items: [
      { kind: 'role', role: 'copy', label: 'Kopieren' },
      { kind: 'separator' },
      { kind: 'action', id: 'keys', label: 'Keys & more', keys: 'F5', enabled: false, checked: null },
      { kind: 'action', id: 'details', label: 'Details', keys: '', enabled: true, checked: true },
    ],
  },
];

test('the menu is what the page says, with the system’s roles under our words', () => {
  showApplicationMenu(menus, () => undefined);
  expect(shown.menus).toEqual([
    [
      {
        role: 'help',
        label: 'R&&D',
        submenu: [
          { role: 'copy', label: 'Kopieren' },
          { type: 'separator' },
          {
            id: 'keys',
            label: 'Keys && more',
            enabled: false,
            accelerator: 'F5',
            registerAccelerator: false,
            click: expect.any(Function),
          },
          {
            id: 'details',
            label: 'Details',
            enabled: true,
            type: 'checkbox',
            checked: true,
            click: expect.any(Function),
          },
        ],
      },
    ],
  ]);
});

test('what is chosen is told by its id, and done by nobody in main', () => {
  const onChoose = vi.fn();
  showApplicationMenu(menus, onChoose);
  const [menu] = shown.menus.at(-1) as [{ submenu: MenuItemConstructorOptions[] }];
  for (const item of menu.submenu) item.click?.(undefined as never, undefined as never, undefined as never);
  expect(onChoose.mock.calls).toEqual([['keys'], ['details']]);
});
