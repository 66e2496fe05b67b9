import { shell } from 'electron';
import { isOpenable } from '../core/connection/connection-file.ts';
import { AppError } from '../core/errors.ts';

/** Opens an address in the person's own browser. Throws `forbidden` for hosts that do not belong to the connection. */
export async function openInBrowser(url: string, hosts: readonly string[]): Promise<void> {
  if (!isOpenable(url, hosts))
    throw new AppError('forbidden', 'This address does not belong to the connection.');
  await shell.openExternal(new URL(url).href);
}
