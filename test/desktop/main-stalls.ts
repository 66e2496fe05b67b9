/** Measures how long the main process is blocked, through its inspector, whose thread never waits for main. */
import { expect } from '@playwright/test';
import type { App } from './app.ts';

/** The argument to start an app whose stalls are measured. */
export const inspected = '--inspect=0';

export interface Stalls {
  /** The longest stall since the start of the measurement, ms. */
  longest(): Promise<number>;
  close(): void;
}

/** Starts measuring an app that was started with `inspected`. */
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
      // Waits 50 ms, so that a stall that has just ended is counted.
      const value = await evaluate(
        'new Promise((resolve) => setTimeout(() => resolve(stalls.max / 1e6), 50))',
      );
      return Number(value);
    },
    close: () => socket.close(),
  };
}
