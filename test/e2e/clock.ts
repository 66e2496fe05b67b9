/** Another time of day for the app under test. Timers and the network stack continue, as with a real change. */
import type { Desktop } from './fixture.ts';

/** Runs in the app: shifts its time of day by this many ms. */
function move(ms: number): void {
  const { Date: before } = globalThis;
  const now = () => before.now() + ms;
  globalThis.Date = new Proxy(before, {
    construct: (target, args: unknown[]) =>
      args.length === 0 ? new target(now()) : Reflect.construct(target, args),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  });
}

/** Shifts the time of day of the app's main process and of its page by this many ms. */
export async function setClock({ page, mainProcess }: Desktop, ms: number): Promise<void> {
  await mainProcess.evaluate((_electron, [code, by]) => void new Function(`return ${code}`)()(by), [
    String(move),
    ms,
  ] as const);
  await page.evaluate(move, ms);
}
