import { fstatSync, statSync } from 'node:fs';
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

  function interrupt(): void {
    // The next one ends the process at once, whatever it is busy with.
    for (const name of names) process.removeAllListeners(name);
    controller.abort(new AppError('cancelled', 'Interrupted.'));
  }
  for (const name of names) {
    handlers.set(name, name === 'SIGHUP' ? () => hasTerminal() && interrupt() : interrupt);
    process.on(name, () => handlers.get(name)?.());
  }
  return { interrupted: controller.signal, take: (name, handler) => void handlers.set(name, handler) };
}

/** Whether any standard stream is one, also when it has just been closed; without loading what Node has for terminals. */
export function hasTerminal(): boolean {
  if (process.platform === 'win32') return true;
  const nothing = statSync('/dev/null').rdev;
  return [0, 1, 2].some((descriptor) => {
    try {
      const stat = fstatSync(descriptor);
      return stat.isCharacterDevice() && stat.rdev !== nothing;
    } catch {
      return false;
    }
  });
}
