import type { EventValue } from '../../contract/calls.ts';
import type { DoctorResult } from '../../contract/support.ts';
import { AppError, toAppError } from '../errors.ts';
import type { Saving } from '../export/saving.ts';
import type { Clipboard, Clock } from '../ports.ts';
import type { DoctorNetwork } from './doctor.ts';
import { doctorReport, findingText } from './report.ts';

/** What is examined: the current connection. */
interface Patient {
  name: string;
  examine(network: DoctorNetwork, signal: AbortSignal): AsyncGenerator<DoctorResult>;
}

export interface ExaminationsParts {
  patient: () => Patient;
  network: DoctorNetwork;
  clipboard: Clipboard;
  clock: Clock;
  /** Product and version, for the report. */
  product: string;
  onStep: (step: EventValue<'doctorStep'>) => void;
}

/** The examinations that the window starts, one at a time. */
export interface Examinations {
  /** Cancels the previous run; `run` identifies the steps. Throws `cancelled` if a later run replaces it. */
  run(run: number): Promise<DoctorResult[]>;
  /** Throws `bad-request` if nothing was examined yet. */
  copyReport(): Promise<void>;
  /** Null when the user cancels. Throws `storage`, and `bad-request` if nothing was examined yet. */
  saveReport(saving: Pick<Saving, 'save'>): Promise<{ file: string } | null>;
  /** Runs a separate examination and returns it as text, incomplete if the signal aborts it. Never rejects. */
  report(signal: AbortSignal): Promise<string>;
  close(): void;
}

export function createExaminations(parts: ExaminationsParts): Examinations {
  let current = new AbortController();
  let last: { text: string; at: string } | undefined;

  const close = () => current.abort(new AppError('cancelled', 'The examination was ended.'));

  const timeNow = () => new Date(parts.clock.now()).toISOString();

  function lastReport(): NonNullable<typeof last> {
    if (last) return last;
    throw new AppError('bad-request', 'Nothing has been examined yet.', {
      hint: 'Let the connection be checked first.',
    });
  }

  return {
    close,
    async run(run) {
      const { name, examine } = parts.patient();
      close();
      current = new AbortController();
      const results: DoctorResult[] = [];
      for await (const result of examine(parts.network, current.signal)) {
        results.push(result);
        parts.onStep({ run, result });
      }
      const at = timeNow();
      last = { text: doctorReport(results, { product: parts.product, connection: name, at }), at };
      return results;
    },
    async report(signal) {
      const results: DoctorResult[] = [];
      try {
        const { name, examine } = parts.patient();
        for await (const result of examine(parts.network, signal)) results.push(result);
        return doctorReport(results, { product: parts.product, connection: name, at: timeNow() });
      } catch (error) {
        const { message } = toAppError(error);
        const sofar = results.map((result) => `${result.outcome}  ${result.check}  ${findingText(result)}\n`);
        return `${parts.product}\n\n${sofar.join('')}Not examined to the end: ${message}\n`;
      }
    },
    copyReport: async () => parts.clipboard.write(lastReport().text),
    async saveReport(saving) {
      const { text, at } = lastReport();
      const name = `max-desk-check-${at.slice(0, 10)}.txt`;
      const file = await saving.save(name, 'report', () => Buffer.from(text));
      return file === undefined ? null : { file };
    },
  };
}
