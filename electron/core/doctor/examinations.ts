import type { DoctorResult } from '../../contract.ts';
import { AppError, toAppError } from '../errors.ts';
import type { Clipboard } from '../ports.ts';
import type { DoctorNetwork } from './doctor.ts';
import { doctorReport, findingText } from './report.ts';

/** Whatever is examined: the current connection. */
interface Patient {
  name: string;
  examine(network: DoctorNetwork, signal: AbortSignal): AsyncGenerator<DoctorResult>;
}

export interface ExaminationsParts {
  patient: () => Patient;
  network: DoctorNetwork;
  clipboard: Clipboard;
  /** Product and version, for the report. */
  product: string;
  onStep: (result: DoctorResult) => void;
}

/** The examinations that the window asks for, one at a time. */
export interface Examinations {
  /** Ends the one before. Throws `cancelled` when another one takes over. */
  run(): Promise<DoctorResult[]>;
  /** Throws `bad-request` before the first one. */
  copyReport(): Promise<void>;
  /** An examination of its own as text, as far as it has come when the signal ends it. Never rejects. */
  report(signal: AbortSignal): Promise<string>;
  close(): void;
}

export function createExaminations(parts: ExaminationsParts): Examinations {
  let current = new AbortController();
  let report: string | undefined;

  const close = () => current.abort(new AppError('cancelled', 'The examination was ended.'));

  return {
    close,
    async run() {
      const { name, examine } = parts.patient();
      close();
      current = new AbortController();
      const results: DoctorResult[] = [];
      for await (const result of examine(parts.network, current.signal)) {
        results.push(result);
        parts.onStep(result);
      }
      report = doctorReport(results, { product: parts.product, connection: name });
      return results;
    },
    async report(signal) {
      const results: DoctorResult[] = [];
      try {
        const { name, examine } = parts.patient();
        for await (const result of examine(parts.network, signal)) results.push(result);
        return doctorReport(results, { product: parts.product, connection: name });
      } catch (error) {
        const { message } = toAppError(error);
        const sofar = results.map((result) => `${result.outcome}  ${result.check}  ${findingText(result)}\n`);
        return `${parts.product}\n\n${sofar.join('')}Not examined to the end: ${message}\n`;
      }
    },
    async copyReport() {
      if (report === undefined) throw new AppError('bad-request', 'Nothing has been examined yet.');
      await parts.clipboard.write(report);
    },
  };
}
