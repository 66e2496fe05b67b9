import { shell } from 'electron';
import { openInSystemBrowser } from '../core/auth/sign-in/system-browser.ts';
import { isOpenable } from '../core/connection/connection-file.ts';
import { AppError } from '../core/errors.ts';

/**
 * Opens an address in the person's own browser. Throws `forbidden` for hosts that do not belong to the connection, and on Linux
 * `configuration` when no browser opens: there Electron tells only that xdg-open has begun, and passes on what it prints.
 */
export async function openInBrowser(url: string, hosts: readonly string[]): Promise<void> {
  if (process.platform === 'linux') return openInSystemBrowser(url, hosts);
  if (!isOpenable(url, hosts))
    throw new AppError('forbidden', 'This address does not belong to the connection.');
  await shell.openExternal(new URL(url).href);
}
