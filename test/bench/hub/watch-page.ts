/** What happens in a page with a units table while updates come. Both functions run in the page: they see nothing else of this file. */
import type { Desktop } from '../../../electron/contract/calls.ts';
import type { RunningApp } from '../app/running-app.ts';

declare global {
  interface Window {
    readonly desktop: Desktop;
  }
}

/** Times in ms; `sent` and `at` since 1970. */
export interface Watched {
  /** Each status of the first row that says when it was sent, with the paint that showed it. */
  paints: { sent: number; at: number }[];
  /** The long tasks (more than 50 ms) of the page. */
  tasks: number[];
  updates: number;
  /** For how long. */
  time: number;
}

/** The ID of the unit in the first row. */
export const firstUnit = (app: RunningApp) => app.page<string>(`(${idOfFirstRow})()`);

/** Watches the page for a time, ms. */
export const watchPage = (app: RunningApp, time: number) => app.page<Watched>(`(${watch})(${time})`);

function idOfFirstRow(): string {
  return document.querySelector('[role=grid] [aria-rowindex="2"] .column-id')?.textContent ?? '';
}

function watch(time: number): Promise<Watched> {
  return new Promise((resolve) => {
    const watched: Watched = { paints: [], tasks: [], updates: 0, time };
    const cell = () =>
      document.querySelector('[role=grid] [aria-rowindex="2"] .column-status')?.textContent ?? '';
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) watched.tasks.push(duration);
    });
    observer.observe({ type: 'longtask' });
    const off = window.desktop.on('unitUpdates', ({ updates }) => {
      watched.updates += updates.length;
    });
    const started = performance.now();
    let last = cell();
    const { port1, port2 } = new MessageChannel();
    // The first task after a frame: what stands there has been painted.
    port1.onmessage = () => {
      const now = performance.now();
      const text = cell();
      const sent = /\d{13}/.exec(text)?.[0];
      if (text !== last && sent !== undefined)
        watched.paints.push({ sent: Number(sent), at: performance.timeOrigin + now });
      last = text;
      if (now - started < time) return;
      observer.disconnect();
      off();
      watched.time = now - started;
      resolve(watched);
    };
    const frame = () => {
      port2.postMessage(null);
      if (performance.now() - started < time + 100) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}
