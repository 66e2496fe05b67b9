/** Controls and inspects windows on an X11 display with other programs, which know nothing about the app. */
import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';

type Env = Record<string, string>;
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}
/** Red, green, blue; 0 to 255 each. */
export type Colour = readonly [number, number, number];
export interface Picture {
  width: number;
  height: number;
  at: (x: number, y: number) => Colour;
}

/** The output of a program; '' if it fails, which most of these do if they find nothing. Rejects if it hangs or is not there. */
async function output(env: Env, command: string, ...args: string[]): Promise<string> {
  const run = promisify(execFile)(command, args, { env, timeout: 10_000 });
  return run.then(
    ({ stdout }) => stdout,
    (error: { killed?: boolean; code?: unknown }) => {
      if (error.killed || error.code === 'ENOENT') throw error;
      return '';
    },
  );
}

/** The ids of the visible windows with this name or class. */
export async function visibleWindows(env: Env, by: 'name' | 'class', pattern: string): Promise<string[]> {
  const found = await output(env, 'xdotool', 'search', '--onlyvisible', `--${by}`, pattern);
  return found.split('\n').filter((line) => line !== '');
}

/** A window's box without its frame. */
export async function boxOf(env: Env, window: string): Promise<Box> {
  const about = await output(env, 'xwininfo', '-id', window);
  const number = (label: string) => Number(new RegExp(`${label}:\\s+(-?\\d+)`).exec(about)?.[1]);
  return {
    x: number('Absolute upper-left X'),
    y: number('Absolute upper-left Y'),
    width: number('Width'),
    height: number('Height'),
  };
}

/** A property in xprop's format: `WM_CLASS(STRING) = "max desk", "MAX Desk"`. */
export function property(env: Env, window: string, name: string): Promise<string> {
  return output(env, 'xprop', '-notype', '-id', window, name);
}

export async function activeWindow(env: Env): Promise<string> {
  return (await output(env, 'xdotool', 'getactivewindow')).trim();
}

export async function click(
  env: Env,
  x: number,
  y: number,
  button: 'left' | 'right' = 'left',
): Promise<void> {
  const which = button === 'left' ? '1' : '3';
  await output(env, 'xdotool', 'mousemove', `${Math.round(x)}`, `${Math.round(y)}`, 'click', which);
}

/** The window manager asks the window to close, like a taskbar does; needs no key or click at the right place. */
export async function closeWindow(env: Env, window: string): Promise<void> {
  await output(env, 'wmctrl', '-i', '-c', window);
}

/** The window manager's state: position, size, and whether the window is maximized. */
export async function windowState(env: Env, window: string): Promise<Box & { isMaximized: boolean }> {
  const state = await property(env, window, '_NET_WM_STATE');
  return { ...(await boxOf(env, window)), isMaximized: state.includes('MAXIMIZED_VERT') };
}

/** Maximizes a window or restores it. */
export async function doubleClickTitle(env: Env, window: string): Promise<void> {
  const { x, y, width } = await windowState(env, window);
  await click(env, x + width / 2, y - 8);
  await xdotool(env, 'click', '1');
}

export async function xdotool(env: Env, ...args: string[]): Promise<void> {
  await output(env, 'xdotool', ...args);
}

/** Presses a key in a dialog until that has gone: one that has just come may not hear the first key. */
export async function closeByKey(env: Env, dialog: string, key: string): Promise<void> {
  const isThere = async () => (await visibleWindows(env, 'name', '.')).includes(dialog);
  const press = async () => {
    if (await isThere()) await xdotool(env, 'windowactivate', '--sync', dialog, 'key', key);
    return isThere();
  };
  await expect.poll(press, 'the dialog closes').toBe(false);
}

/** The pixels of this part of the screen. */
export async function look(env: Env, { x, y, width, height }: Box): Promise<Picture> {
  const geometry = `${width}x${height}+${x}+${y}`;
  const child = promisify(execFile)(
    'import',
    ['-silent', '-window', 'root', '-crop', geometry, '-depth', '8', 'rgb:-'],
    { env, encoding: 'buffer', maxBuffer: 64 * 1024 * 1024, timeout: 10_000 },
  );
  const { stdout } = await child;
  return {
    width,
    height,
    at(column, row) {
      const at = (row * width + column) * 3;
      return [stdout[at] ?? 0, stdout[at + 1] ?? 0, stdout[at + 2] ?? 0];
    },
  };
}

/** The whole screen as a PNG file; empty if it cannot be had, for example because the display has gone. */
export async function screenshot(env: Env): Promise<Buffer> {
  const options = { env, encoding: 'buffer', maxBuffer: 64 * 1024 * 1024, timeout: 10_000 } as const;
  const run = promisify(execFile)('import', ['-silent', '-window', 'root', 'png:-'], options);
  return run.then(({ stdout }) => stdout).catch(() => Buffer.alloc(0));
}

/** The smallest box around all pixels of other colours; undefined if there are none. */
export function boxAround({ width, height, at }: Picture, background: Colour): Box | undefined {
  const columns: number[] = [];
  const rows: number[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (distance(at(x, y), background) < 40) continue;
      columns.push(x);
      rows.push(y);
    }
  }
  if (columns.length === 0) return undefined;
  const [left, top] = [smallest(columns), smallest(rows)];
  return { x: left, y: top, width: largest(columns) - left + 1, height: largest(rows) - top + 1 };
}

/** The number of pixels with nearly this colour. */
export function countOf({ width, height, at }: Picture, colour: Colour): number {
  let count = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) if (distance(at(x, y), colour) < 40) count++;
  }
  return count;
}

export function distance(a: Colour, b: Colour): number {
  return Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) + Math.abs(a[2] - b[2]);
}

function smallest(values: readonly number[]): number {
  return values.reduce((one, other) => Math.min(one, other));
}
function largest(values: readonly number[]): number {
  return values.reduce((one, other) => Math.max(one, other));
}

/** The text of the clipboard or the selection, as other programs get it. '' if there is none. */
export function clipboardText(env: Env, which: 'clipboard' | 'primary'): Promise<string> {
  return output(env, 'xclip', '-o', '-selection', which);
}

/** Copies a text like another program. */
export async function setClipboardText(
  env: Env,
  which: 'clipboard' | 'primary',
  value: string,
): Promise<void> {
  // xclip stays in the background to offer the text until the next copy; its open stdout would block us.
  const child = spawn('xclip', ['-selection', which], { env, stdio: ['pipe', 'ignore', 'ignore'] });
  child.stdin.end(value);
  await new Promise((resolve) => child.once('exit', resolve));
}

/** A call over the session bus; returns dbus-send's output, or '' if it fails. */
export function callBus(
  env: Env,
  to: string,
  path: string,
  member: string,
  ...args: string[]
): Promise<string> {
  return output(env, 'dbus-send', '--session', '--print-reply', `--dest=${to}`, path, member, ...args);
}

/** Closes all notifications and returns their texts, as reported by the notification service. */
export async function notificationHistory(env: Env): Promise<string> {
  await dismissNotifications(env);
  return output(env, 'dunstctl', 'history');
}

/** Invokes the notification's default action; dunst needs this, because its left button only closes by default. */
export async function clickNotification(env: Env): Promise<void> {
  await output(env, 'dunstctl', 'action', '0');
}

export async function dismissNotifications(env: Env): Promise<void> {
  await output(env, 'dunstctl', 'close-all');
}
