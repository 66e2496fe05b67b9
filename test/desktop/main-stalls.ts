/** How long the main process does nothing else, as its own inspector tells it: that is a thread which never waits for main. */
import { expect } from '@playwright/test';
import type { App } from './app.ts';

/** For the start of an app whose stalls are measured. */
export const inspected = '--inspect=0';

export interface Stalls {
  /** The longest since the measurement began, ms. */
  longest(): Promise<number>;
  close(): void;
}

/** Begins to measure an app that was started with `inspected`. */
export async function measureStalls(app: App): Promise<Stalls> {
  const address = () => /Debugger listening on (ws:\S+)/.exec(app.log)?.[1];
  await expect.poll(address, 'the inspector listens').toBeDefined();
  const socket = new WebSocket(address() ?? '');
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', reject, { once: true });
  });
  let id = 0;
  const evaluate = (expression: string): Promise<unknown> => {
    id += 1;
    const asked = id;
    const params = { expression, awaitPromise: true, returnByValue: true };
    const answered = new Promise((resolve) => {
      const heard = ({ data }: MessageEvent) => {
        const message = JSON.parse(String(data));
        if (message.id !== asked) return;
        socket.removeEventListener('message', heard);
        resolve(message.result.result.value);
      };
      socket.addEventListener('message', heard);
    });
    socket.send(JSON.stringify({ id: asked, method: 'Runtime.evaluate', params }));
    return answered;
  };
  await evaluate(
    "globalThis.stalls = process.getBuiltinModule('node:perf_hooks').monitorEventLoopDelay({ resolution: 10 }); stalls.enable()",
  );
  return {
    async longest() {
      // Once around, so that a stall which has just ended is counted.
      const value = await evaluate(
        'new Promise((resolve) => setTimeout(() => resolve(stalls.max / 1e6), 50))',
      );
      return Number(value);
    },
    close: () => socket.close(),
  };
}
