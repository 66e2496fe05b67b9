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

/** Chooses an item with the mouse: when the menu has stopped changing, because one that is replaced loses the click. */
export async function choose(env: Env, label: string): Promise<void> {
  await expect.poll(() => menuItems(env)).toContainEqual({ label, enabled: true });
  await openMenu(env);
  await expect(async () => {
    const [before, now] = [await rowOf(env, label), await rowOf(env, label)];
    expect(now, 'the menu stands still').toEqual(before);
    await click(env, now.x, now.y);
    await expect.poll(() => openMenuBox(env), { message: 'the menu closes', timeout: 2_000 }).toBeUndefined();
  }).toPass({ timeout: 10_000 });
}

/** The middle of an item in the open menu. Items have about the same height, separators only a pixel or two. */
async function rowOf(env: Env, label: string): Promise<{ x: number; y: number }> {
  const { x, y, width, height } = await menuBox(env);
  const items = await menuItems(env);
  const index = items.findIndex((item) => item.label === label);
  expect(index, `the menu has "${label}"`).toBeGreaterThanOrEqual(0);
  return { x: x + width / 2, y: Math.round(y + ((index + 0.5) * height) / items.length) };
}

async function menuBox(env: Env): Promise<Box> {
  await expect.poll(() => openMenuBox(env), 'the menu is open').toBeDefined();
  const box = await openMenuBox(env);
  if (!box) throw new Error('The menu has gone.');
  return box;
}

/** The position of the menu that is open; undefined if none is. */
async function openMenuBox(env: Env): Promise<Box | undefined> {
  const windows = await visibleWindows(env, 'class', '^[Ww]rapper-2.0$');
  const boxes = await Promise.all(windows.map((window) => boxOf(env, window)));
  return boxes.find(({ height }) => height > 100);
}

/** The tooltip of an icon from `registeredIcons`. Asks the app, not the panel. */
export function tooltip(env: Env, icon: string): Promise<string> {
  const [, owner = '', path = ''] = /^([^/]+)(\/.*)$/.exec(icon) ?? [];
  return callBus(env, owner, path, properties, 'string:org.kde.StatusNotifierItem', 'string:ToolTip');
}
