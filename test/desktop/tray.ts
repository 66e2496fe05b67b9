/** The app's tray icon, as seen by its host and by the user. */
import { expect } from '@playwright/test';
import { type Box, boxAround, boxOf, callBus, click, look, visibleWindows } from './x11.ts';

type Env = Record<string, string>;
const properties = 'org.freedesktop.DBus.Properties.Get';
const watcher = 'org.kde.StatusNotifierWatcher';
/** The panel of a test session. */
export const panel: Box = { x: 0, y: 0, width: 1400, height: 32 };

/** The icons that are registered with the tray's host, as "bus name/path". */
export async function registeredIcons(env: Env): Promise<string[]> {
  const args = [`string:${watcher}`, 'string:RegisteredStatusNotifierItems'];
  const answer = await callBus(env, watcher, '/StatusNotifierWatcher', properties, ...args);
  return [...answer.matchAll(/string "(.+)"/g)].map(([, item]) => item ?? '');
}

/** The position of the icon in the panel, found by its pixels; undefined if there is none. */
export async function iconBox(env: Env): Promise<Box | undefined> {
  const picture = await look(env, panel);
  return boxAround(picture, picture.at(panel.width - 10, 10));
}

/**
 * Clicks the icon when the tray's host knows it, and it is visible and has stopped moving: a panel moves its icons when
 * one is added, and shows one of the old kind until the app has added its own.
 */
export async function clickIcon(env: Env, button: 'left' | 'right' = 'left'): Promise<void> {
  await expect.poll(() => registeredIcons(env), "the tray's host knows the icon").toHaveLength(1);
  let box: Box | undefined;
  const standsStill = async () => {
    const before = box;
    box = await iconBox(env);
    return box !== undefined && box.x === before?.x && box.y === before.y;
  };
  await expect.poll(standsStill, 'the icon stands in the panel').toBe(true);
  if (!box) throw new Error('The icon has gone.');
  await click(env, box.x + box.width / 2, box.y + box.height / 2, button);
}

interface MenuItem {
  label: string;
  enabled: boolean;
}

/** The items of the icon's menu without separators, as the tray's host receives them. */
export async function menuItems(env: Env): Promise<MenuItem[]> {
  const [icon = ''] = await registeredIcons(env);
  const [, owner = '', path = ''] = /^([^/]+)(\/.*)$/.exec(icon) ?? [];
  const menu = await callBus(
    env,
    owner,
    path,
    properties,
    'string:org.kde.StatusNotifierItem',
    'string:Menu',
  );
  const menuPath = /object path "(.+)"/.exec(menu)?.[1] ?? '';
  const layout = 'com.canonical.dbusmenu.GetLayout';
  const answer = await callBus(env, owner, menuPath, layout, 'int32:0', 'int32:1', 'array:string:');
  // Each item is a variant with its own struct; the first struct is the menu itself.
  const [, ...items] = answer.split(/^\s*variant\s+struct \{$/m);
  return items
    .filter((item) => !item.includes('"separator"'))
    .map((item) => ({
      label: /string "label"\s+variant\s+string "(.*)"/.exec(item)?.[1] ?? '',
      enabled: !/string "enabled"\s+variant\s+boolean false/.test(item),
    }));
}

/** Opens the menu with the right button; resolves with its position on the screen. */
export async function openMenu(env: Env): Promise<Box> {
  await clickIcon(env, 'right');
  return menuBox(env);
}

/** Chooses an item with the mouse. Items have about the same height, and separators are only a pixel or two high. */
export async function choose(env: Env, label: string): Promise<void> {
  await expect.poll(() => menuItems(env)).toContainEqual({ label, enabled: true });
  const { x, y, width, height } = await openMenu(env);
  // Read again, because the menu may have changed before it was opened.
  const items = await menuItems(env);
  const index = items.findIndex((item) => item.label === label);
  await click(env, x + width / 2, y + ((index + 0.5) * height) / items.length);
}

async function menuBox(env: Env): Promise<Box> {
  const boxes = async () => {
    const windows = await visibleWindows(env, 'class', '^[Ww]rapper-2.0$');
    return Promise.all(windows.map((window) => boxOf(env, window)));
  };
  const find = async () => (await boxes()).find(({ height }) => height > 100);
  await expect.poll(find, 'the menu is open').toBeDefined();
  const box = await find();
  if (!box) throw new Error('The menu has gone.');
  return box;
}

/** The tooltip of an icon from `registeredIcons`. Asks the app, not the panel. */
export function tooltip(env: Env, icon: string): Promise<string> {
  const [, owner = '', path = ''] = /^([^/]+)(\/.*)$/.exec(icon) ?? [];
  return callBus(env, owner, path, properties, 'string:org.kde.StatusNotifierItem', 'string:ToolTip');
}
