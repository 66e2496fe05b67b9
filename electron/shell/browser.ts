import { shell } from 'electron';
import { openInSystemBrowser } from '../core/auth/sign-in/system-browser.ts';
import { openable } from '../core/connection/authorities.ts';

/**
 * Opens a URL in the user's browser. Throws `forbidden` for hosts that do not belong to the connection, and on Linux
 * `configuration` if no browser opens: there Electron reports only that xdg-open has started, and passes on its output.
 */
export async function openInBrowser(url: string, hosts: readonly string[]): Promise<void> {
  if (process.platform === 'linux') return openInSystemBrowser(url, hosts);
  await shell.openExternal(openable(url, hosts));
}
