import { isatty } from 'node:tty';
import { AppError } from '../core/errors.ts';

const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type Handled = (typeof names)[number];

/** What the signals of the operating system do to the command. */
export interface Signals {
  /** Aborted with `cancelled` by a signal that interrupts: SIGINT and SIGTERM unless a command takes them. */
  interrupted: AbortSignal;
  /** From now on the signal calls `handler` instead, each time that it comes. */
  take(name: Handled, handler: () => void): void;
}

/**
 * Listens to the signals. SIGHUP interrupts a command that has a terminal, which has just been closed. One that has none
 * runs under nohup or as a service and goes on: Node forgets that its parent wanted the signal to be ignored.
 */
export function listenToSignals(): Signals {
  const controller = new AbortController();
  const handlers = new Map<Handled, () => void>();
  // At the start: a terminal that has been closed is none any more.
  const hasTerminal = [0, 1, 2].some(isatty);

  function interrupt(): void {
    // The next one ends the process at once, whatever it is busy with.
    for (const name of names) process.removeAllListeners(name);
    controller.abort(new AppError('cancelled', 'Interrupted.'));
  }
  for (const name of names) {
    if (name !== 'SIGHUP' || hasTerminal) handlers.set(name, interrupt);
    process.on(name, () => handlers.get(name)?.());
  }
  return { interrupted: controller.signal, take: (name, handler) => void handlers.set(name, handler) };
}
