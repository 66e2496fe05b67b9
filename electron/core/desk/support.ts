import type { EventValue, HandlersOf } from '../../contract/calls.ts';
import type { DeskState } from '../../contract/desk.ts';
import { type DiagnosticsSource, saveDiagnostics } from '../diagnostics/diagnostics.ts';
import { createLimitedErrors } from '../diagnostics/limited-log.ts';
import type { DoctorNetwork } from '../doctor/doctor.ts';
import { createExaminations } from '../doctor/examinations.ts';
import type { Saving } from '../export/saving.ts';
import type { Clipboard, Clock, Log } from '../ports.ts';
import type { Workplace } from '../workplace.ts';
import type { Troubles } from './troubles.ts';

export interface SupportParts {
  version: string;
  troubles: Pick<Troubles, 'dismiss'>;
  network: DoctorNetwork;
  clipboard: Clipboard;
  clock: Clock;
  log: Log;
  /** Absent if nothing can pack diagnostics. */
  diagnostics?: DiagnosticsSource;
  /** Throws `configuration` if there is no connection. */
  current: () => Workplace;
  /** Called before something that needs the network. */
  willTry: () => void;
  state: () => DeskState;
  onStep: (step: EventValue<'doctorStep'>) => void;
  saving: Pick<Saving, 'save'>;
}

/** Helps when something is wrong: connection check, diagnostics file, log of page errors. */
export interface Support {
  calls: HandlersOf<'support'>;
  close(): void;
}

export function createSupport(parts: SupportParts): Support {
  const { current, clock, saving } = parts;
  const logPageError = createLimitedErrors(parts.log, clock);
  const examinations = createExaminations({
    patient: () => ({ name: current().connection.name, examine: current().examine }),
    network: parts.network,
    clipboard: parts.clipboard,
    clock,
    product: `MAX Desk ${parts.version}`,
    onStep: parts.onStep,
  });
  return {
    calls: {
      runDoctor({ run }) {
        parts.willTry();
        return examinations.run(run);
      },
      copyDoctorReport: () => examinations.copyReport(),
      saveDoctorReport: () => examinations.saveReport(saving),
      saveDiagnostics: () =>
        saveDiagnostics({
          source: parts.diagnostics,
          clock,
          state: parts.state,
          examine: (signal) => examinations.report(signal),
          saving,
        }),
      reportPageError: (error) => logPageError('the page has an error', () => error),
      dismissTrouble: () => parts.troubles.dismiss(),
    },
    close: examinations.close,
  };
}
