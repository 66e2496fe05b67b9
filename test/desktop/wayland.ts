/** Controls and inspects windows in a Wayland compositor, with the compositor's own program. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';

type Env = Record<string, string>;
export interface WaylandWindow {
  title: string;
  appId: string;
  hasFocus: boolean;
  width: number;
  height: number;
}
interface TreeNode {
  type: string;
  name: string | null;
  app_id?: string | null;
  focused: boolean;
  rect: { width: number; height: number };
  nodes: TreeNode[];
  floating_nodes: TreeNode[];
}

async function output(env: Env, command: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(command, args, { env, timeout: 10_000 });
  return stdout;
}

/** The visible windows. */
export async function windowsIn(env: Env): Promise<WaylandWindow[]> {
  const root: TreeNode = JSON.parse(await output(env, 'swaymsg', '--raw', '--type', 'get_tree'));
  return allOf(root)
    .filter(({ app_id: id }) => typeof id === 'string')
    .map(({ name, app_id: id, focused, rect }) => ({
      title: name ?? '',
      appId: id ?? '',
      hasFocus: focused,
      width: rect.width,
      height: rect.height,
    }));
}
function allOf(node: TreeNode): TreeNode[] {
  return [node, ...[...node.nodes, ...node.floating_nodes].flatMap(allOf)];
}

/** The app's window; waits for it. */
export async function windowIn(env: Env): Promise<WaylandWindow> {
  await expect.poll(() => windowsIn(env), 'the window is in sight').toHaveLength(1);
  const [window] = await windowsIn(env);
  if (!window) throw new Error('The window has gone.');
  return window;
}

export async function tellCompositor(env: Env, ...command: string[]): Promise<void> {
  await output(env, 'swaymsg', ...command);
}

/** Closes the window like the window manager's key. */
export function closeWindowIn(env: Env): Promise<void> {
  return tellCompositor(env, '[title="^MAX Desk$"]', 'kill');
}

/** Presses keys, named as in X11. */
export async function press(env: Env, ...keys: string[]): Promise<void> {
  await output(env, 'wtype', ...keys.flatMap((key) => ['-k', key]));
}

/** The clipboard as a clipboard history sees it, which needs no focus. '' if it is empty. */
export function copiedText(env: Env): Promise<string> {
  return output(env, 'wl-paste', '--no-newline').catch(() => '');
}
