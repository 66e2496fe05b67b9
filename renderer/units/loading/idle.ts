/** Runs steps in idle time between frames; the returned function cancels that. */
export function whenIdle(steps: Generator<undefined, void>): () => void {
  const work = (deadline: IdleDeadline) => {
    // Leaves the last 4 ms of idle time free: a step may take a little longer than expected.
    while (deadline.timeRemaining() > 4) if (steps.next().done === true) return;
    handle = requestIdleCallback(work);
  };
  let handle = requestIdleCallback(work);
  return () => cancelIdleCallback(handle);
}

/** Resolves in idle time, after painting, or after `timeout` ms at the latest. */
export function idleMoment(timeout = 200): Promise<void> {
  return new Promise((resolve) => {
    requestIdleCallback(() => resolve(), { timeout });
  });
}

/**
 * Resolves in a new task, so that input and painting can happen between two pieces of work. Unlike idle callbacks and
 * timers, it is not throttled in a hidden page.
 */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
