import { spawn } from 'node:child_process';
import { openable } from '../../connection/authorities.ts';
import { AppError } from '../../errors.ts';
import { childEnvironment } from '../../own-environment.ts';
import type { PrivateRedirect } from './private-redirect.ts';

/** A program that still runs after this counts as started: it may be the browser itself. ms */
const watched = 5_000;

/**
 * Opens a URL in the system's browser, without a shell, if its host is in `hosts` (R6). Rejects with `forbidden`, or
 * with `configuration` when there is no browser or the program fails within 5 s. The program's output is discarded,
 * because it may contain the URL with the state (R29); instead of a URL with a query it gets one that redirects to it.
 */
export async function openInSystemBrowser(url: string, hosts: readonly string[]): Promise<void> {
  const target = openable(url, hosts);
  const redirect = await redirectTo(target);
  try {
    await start(opener(redirect?.url ?? target));
  } catch (error) {
    redirect?.close();
    throw error;
  }
}

/** Undefined for an address that anybody may see. Rejects with `configuration`. */
async function redirectTo(target: string): Promise<PrivateRedirect | undefined> {
  // On Windows nobody but administrators can read the arguments of another user's programs.
  if (new URL(target).search === '' || process.platform === 'win32') return undefined;
  try {
    // Loaded late, because it brings Node's http, for which the first paint would wait.
    const { servePrivateRedirect } = await import('./private-redirect.ts');
    return await servePrivateRedirect(target);
  } catch (cause) {
    throw new AppError('configuration', 'The browser could not be told the address.', { cause });
  }
}

function start([program, ...args]: Program): Promise<void> {
  return new Promise<void>((resolve, reject) => {
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

type Program = [program: string, ...args: string[]];

function opener(url: string): Program {
  if (process.platform === 'win32') return ['rundll32.exe', 'url.dll,FileProtocolHandler', url];
  return [process.platform === 'darwin' ? 'open' : 'xdg-open', url];
}
