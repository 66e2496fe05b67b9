/** The processes of the app under test, and checks of its output. */
import { expect } from '@playwright/test';
import type { Desktop } from './desktop.ts';

export type Helper = 'page' | 'gpu' | 'network';

/** Kills a Chromium process like a crash and returns its pid. `last` was killed earlier and may still be listed. */
export async function kill(desktop: Desktop, helper: Helper, last = 0): Promise<number> {
  let pid = last;
  await expect(async () => {
    pid = await pidOf(desktop, helper);
    expect(pid).toBeGreaterThan(1);
    expect(pid).not.toBe(last);
    process.kill(pid, 'SIGKILL');
  }).toPass({ timeout: 10_000 });
  return pid;
}

function pidOf({ mainProcess }: Desktop, helper: Helper): Promise<number> {
  return mainProcess.evaluate(({ app, BrowserWindow }, wanted) => {
    if (wanted === 'page') return BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0;
    const found = app
      .getAppMetrics()
      .find(({ type, serviceName }) =>
        wanted === 'gpu' ? type === 'GPU' : serviceName === 'network.mojom.NetworkService',
      );
    if (!found) throw new Error(`There is no process "${wanted}"`);
    return found.pid;
  }, helper);
}

/** The lines on stdout and stderr that belong to a stack trace or a crash; the lines of our log are JSON. */
export function stacksIn(log: string): string[] {
  return log
    .split('\n')
    .filter((line) => !line.startsWith('{"time"') && /Error:|^\s+at |SIG[A-Z]{3}|FATAL/.test(line));
}

export function hang({ page }: Desktop): void {
  void page
    .evaluate(() => {
      for (;;);
    })
    .catch(() => undefined);
}

/** Returns a function that waits until the app has opened this dialog, which is a real one. */
export async function asked(
  { mainProcess }: Desktop,
  kind: 'showOpenDialog' | 'showSaveDialog' | 'showMessageBox',
): Promise<() => Promise<void>> {
  await mainProcess.evaluate(({ dialog }, name) => {
    const show = dialog[name] as (...given: unknown[]) => unknown;
    Object.assign(dialog, {
      [name]: (...given: unknown[]) => {
        const answer = show.apply(dialog, given);
        Object.assign(globalThis, { asked: given.at(-1) });
        return answer;
      },
    });
  }, kind);
  return () => expect.poll(() => mainProcess.evaluate(() => 'asked' in globalThis)).toBe(true);
}

/** After a second crash soon after the first, the app asks what to do. */
export async function crashTwice(desktop: Desktop): Promise<void> {
  const question = await asked(desktop, 'showMessageBox');
  await desktop.renewed(() => kill(desktop, 'page'));
  await kill(desktop, 'page');
  await question();
}
