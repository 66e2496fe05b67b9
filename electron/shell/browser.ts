import { shell } from 'electron';
import { isAllowedUrl } from '../core/connection/connection-file.ts';
import { AppError } from '../core/errors.ts';

/** R6: https of one of these hosts, or http of this computer; anything else would start who knows what. */
export function isOpenable(url: string, hosts: readonly string[]): boolean {
  return isAllowedUrl(url) && hosts.includes(new URL(url).host);
}

/** Opens an address in the person's own browser. Throws `forbidden` for hosts that do not belong to the connection. */
export async function openInBrowser(url: string, hosts: readonly string[]): Promise<void> {
  if (!isOpenable(url, hosts))
    throw new AppError('forbidden', 'This address does not belong to the connection.');
  await shell.openExternal(new URL(url).href);
}
