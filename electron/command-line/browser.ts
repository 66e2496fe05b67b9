import { spawn } from 'node:child_process';
import { isOpenable } from '../core/connection/connection-file.ts';
import { AppError } from '../core/errors.ts';

/**
 * Opens an address in the system's browser, past any shell, if its host is one of these (R6). Rejects with `forbidden`,
 * or `configuration` when there is no browser, which may show only later.
 */
export async function openInBrowser(url: string, hosts: readonly string[]): Promise<void> {
  if (!isOpenable(url, hosts))
    throw new AppError('forbidden', 'This address does not belong to the connection.');
  const [program, ...args] = opener(new URL(url).href);
  await new Promise<void>((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'ignore', detached: true, windowsHide: true });
    const failed = (cause?: unknown) =>
      reject(new AppError('configuration', 'No browser could be started.', { cause }));
    child.once('error', failed);
    // Some of them go on for as long as the browser does; their end must not be waited for.
    child.once('exit', (status) => (status === 0 ? resolve() : failed()));
    child.unref();
  });
}

function opener(url: string): [program: string, ...args: string[]] {
  if (process.platform === 'win32') return ['rundll32.exe', 'url.dll,FileProtocolHandler', url];
  return [process.platform === 'darwin' ? 'open' : 'xdg-open', url];
}
