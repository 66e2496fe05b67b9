import type { HandlersOf } from '../../contract/calls.ts';
import type { DeskState } from '../../contract/desk.ts';
import type { DeskPorts } from '../desk/desk-ports.ts';
import { createExaminations } from '../doctor/examinations.ts';
import { AppError } from '../errors.ts';
import type { Saving } from '../export/saving.ts';
import type { Workplace } from '../workplace.ts';
import { saveDiagnostics } from './diagnostics.ts';
import { createLimitedErrors } from './limited-log.ts';

interface Supported {
  /** Throws `configuration` if there is no connection. */
  current: () => Workplace;
  state: () => DeskState;
  saving: Pick<Saving, 'save'>;
  /** Called before something that needs the network. */
  willTry: () => void;
}

/** Helps when something is wrong: connection check, diagnostics file, log of page errors. */
export function createSupport(
  ports: Pick<DeskPorts, 'run' | 'ways' | 'desktop' | 'diagnostics' | 'send'>,
  { current, state, saving, willTry }: Supported,
): { calls: Omit<HandlersOf<'support'>, 'dismissTrouble'>; close(): void } {
  const { log, clock } = ports.run;
  const logPageError = createLimitedErrors(log, clock);
  const { calls, report, close } = createExaminations(ports, current, saving);
  const open = new AbortController();
  return {
    calls: {
      ...calls,
      runDoctor(input) {
        willTry();
        return calls.runDoctor(input);
      },
      async saveReport({ as }) {
        if (as === 'text') return calls.saveReport();
        willTry();
        return saveShapes(current(), ports.run, saving, open.signal);
      },
      saveDiagnostics: () => saveDiagnostics(ports.diagnostics, state, report, clock, saving),
      reportPageError: (error) => logPageError('the page has an error', () => error),
    },
    close() {
      close();
      open.abort(new AppError('cancelled', 'MAX Desk ends.'));
    },
  };
}

/** Saves what the service sends, which is taken once it is known where it goes. */
function saveShapes(
  { shapes }: Workplace,
  { version, clock }: DeskPorts['run'],
  saving: Pick<Saving, 'save'>,
  signal: AbortSignal,
): Promise<{ file: string } | null> {
  const day = new Date(clock.now()).toISOString().slice(0, 10);
  return saving.save(`max-desk-shapes-${day}.json`, 'shapes', async () =>
    Buffer.from(await shapes(version, signal)),
  );
}
