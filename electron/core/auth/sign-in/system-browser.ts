import { spawn } from 'node:child_process';
import { openable } from '../../connection/connection-file.ts';
import { AppError } from '../../errors.ts';
import { childEnvironment } from '../../own-environment.ts';

/** A program that still runs after this counts as started: it may be the browser itself. ms */
const watched = 5_000;

/**
 * Opens a URL in the system's browser, without a shell, if its host is in `hosts` (R6). Rejects with `forbidden`, or
 * with `configuration` when there is no browser or the program fails within 5 s. The program's output is discarded,
 * because it may contain the URL with the state (R29).
 */
export async function openInSystemBrowser(url: string, hosts: readonly string[]): Promise<void> {
  const [program, ...args] = opener(openable(url, hosts));
  await new Promise<void>((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: 'ignore',
      detached: true,
      windowsHide: true,
      env: childEnvironment(),
    });
    const failed = (cause?: unknown) =>
      reject(new AppError('configuration', 'No browser could be started.', { cause }));
    const timer = setTimeout(resolve, watched).unref();
    child.once('error', failed);
    child.once('exit', (status) => {
      clearTimeout(timer);
      if (status === 0) resolve();
      else failed();
    });
    child.unref();
  });
}

function opener(url: string): [program: string, ...args: string[]] {
  if (process.platform === 'win32') return ['rundll32.exe', 'url.dll,FileProtocolHandler', url];
  return [process.platform === 'darwin' ? 'open' : 'xdg-open', url];
}
