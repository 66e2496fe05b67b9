import type { Desk } from '../core/desk.ts';
import { traceOf } from '../core/diagnostics/trace.ts';
import { type KeyValue, type Log, systemClock } from '../core/ports.ts';
import { writeWindowPlace } from '../core/settings/window-place.ts';
import { type ClosingParts, guardClosing } from './closing.ts';
import { createPageGuard } from './crash-guard.ts';
import { displayProtocol } from './display.ts';
import { answerCalls } from './ipc.ts';
import type { MainWindow, MainWindowParts } from './main-window.ts';
import { keepReachable, watchPlace } from './window-place.ts';

interface WindowGuardParts extends ClosingParts {
  log: Log;
  settings: KeyValue;
  desk: Desk;
  window: Pick<MainWindow, 'renew'>;
  leaveAtOnce: () => void;
}

/** Returns what is done with each window before its page is loaded. */
export function createWindowGuard(parts: WindowGuardParts): MainWindowParts['prepare'] {
  const { log, settings, desk, window } = parts;
  const guardPage = createPageGuard({
    log,
    clock: systemClock,
    language: () => desk.state().locale,
    restored: () => desk.tell('window-restored'),
    renew: window.renew,
    isUnattended: () => desk.state().wall.isOn,
    saveDiagnostics: async () => desk.handlers.saveDiagnostics(undefined),
    quit: parts.quit,
  });
  const hasPositions = displayProtocol() !== 'wayland';
  return (next) => {
    watchPlace(next, hasPositions, (...place) => keepPlace(log, settings, ...place));
    // A Wayland compositor brings windows back itself.
    if (hasPositions) keepReachable(next);
    answerCalls(next.webContents, desk.handlers, log);
    guardPage(next);
    guardClosing(next, parts);
    // At the end of a Windows session no other event comes, and nothing can be awaited.
    next.on('session-end', parts.leaveAtOnce);
  };
}

/** A place that could not be stored is only logged: the user need not know. */
function keepPlace(log: Log, ...place: Parameters<typeof writeWindowPlace>): void {
  try {
    writeWindowPlace(...place);
  } catch (error) {
    log.warn('the place of the window was not kept', traceOf(error));
  }
}
