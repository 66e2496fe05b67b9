/** Works through steps in the idle moments between frames; the returned function stops that. */
export function whenIdle(steps: Generator<undefined, void>): () => void {
  const work = (deadline: IdleDeadline) => {
    // The last milliseconds of an idle moment are left free: a step may take a little longer than expected.
    while (deadline.timeRemaining() > 4) if (steps.next().done === true) return;
    handle = requestIdleCallback(work);
  };
  let handle = requestIdleCallback(work);
  return () => cancelIdleCallback(handle);
}

/** Resolves when the page has a moment to spare, the screen being painted; after so many ms in any case. */
export function idleMoment(timeout = 200): Promise<void> {
  return new Promise((resolve) => {
    requestIdleCallback(() => resolve(), { timeout });
  });
}

/**
 * Resolves in a task of its own, so that input and painting come between two pieces of work. Unlike idle moments and timers,
 * which a hidden page gets a few times a second only, it does not wait.
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
