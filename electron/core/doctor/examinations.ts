import type { DoctorResult } from '../../contract.ts';
import { AppError } from '../errors.ts';
import type { Clipboard } from '../ports.ts';
import type { DoctorNetwork } from './doctor.ts';
import { doctorReport } from './report.ts';

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
    async copyReport() {
      if (report === undefined) throw new AppError('bad-request', 'Nothing has been examined yet.');
      await parts.clipboard.write(report);
    },
  };
}
