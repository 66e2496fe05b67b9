/** Times of frames in ms, and in how many of them the middle of the table was blank. */
export interface Frames {
  intervals: number[];
  blank: number;
}

/** The first task after the next paint: what was shown by then has been seen. */
export function afterPaint(): Promise<number> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(null);
    });
  });
}

/** The time of the first paint after which a condition holds. Throws after `limit` ms. */
export async function until(condition: () => boolean, limit = 15_000): Promise<number> {
  const started = performance.now();
  for (;;) {
    const painted = await afterPaint();
    if (condition()) return painted;
    if (painted - started > limit) throw new Error(`the right answer did not come: ${condition}`);
  }
}

/**
 * Does one step for each frame. It is done in a task after the paint, so that the next frame runs the scroll event, its
 * handlers and the paint in the order that a hand on the wheel brings about; inside of a frame callback every table would
 * look a frame late.
 */
export async function frames(
  steps: number,
  isFilled: () => boolean,
  step: (number: number) => void,
): Promise<Frames> {
  const intervals: number[] = [];
  let blank = 0;
  step(1);
  let last = await frameTime();
  for (let number = 2; number <= steps + 1; number += 1) {
    await afterTask();
    if (!isFilled()) blank += 1;
    if (number <= steps) step(number);
    const time = await frameTime();
    intervals.push(time - last);
    last = time;
  }
  return { intervals, blank };
}

const frameTime = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));

function afterTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    port2.postMessage(null);
  });
}
