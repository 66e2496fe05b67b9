import type { CallInput, EventValue, HandlersOf } from '../../contract/calls.ts';
import type { DoctorResult } from '../../contract/support.ts';
import type { RunPorts } from '../desk/desk-ports.ts';
import { AppError, toAppError } from '../errors.ts';
import type { Saving } from '../export/saving.ts';
import type { Clipboard } from '../ports.ts';
import type { DoctorNetwork } from './doctor.ts';
import { doctorReport, findingText } from './report.ts';

/** What is examined: the current connection. */
interface Patient {
  name: string;
  examine(network: DoctorNetwork, signal: AbortSignal): AsyncGenerator<DoctorResult>;
}

interface ExaminationPorts {
  patient: () => Patient;
  network: DoctorNetwork;
  clipboard: Clipboard;
  saving: Pick<Saving, 'save'>;
  run: Pick<RunPorts, 'version' | 'clock'>;
  onStep: (step: EventValue<'doctorStep'>) => void;
}

/**
 * The examinations that the window starts, one at a time: a run cancels the previous one, which throws `cancelled` then.
 * Copying and saving the report throw `bad-request` if nothing was examined yet.
 */
export function createExaminations(ports: ExaminationPorts) {
  const product = `MAX Desk ${ports.run.version}`;
  let current = new AbortController();
  let last: { text: string; at: string } | undefined;

  const cancel = () => current.abort(new AppError('cancelled', 'The examination was ended.'));

  function lastReport(): NonNullable<typeof last> {
    if (last) return last;
    throw new AppError('bad-request', 'Nothing has been examined yet.', {
      hint: 'Let the connection be checked first.',
    });
  }

  /** Examines the current connection. `onResult` gets each step as it ends. */
  async function examined(signal: AbortSignal, onResult: (result: DoctorResult) => void) {
    const { name, examine } = ports.patient();
    const results: DoctorResult[] = [];
    for await (const result of examine(ports.network, signal)) {
      results.push(result);
      onResult(result);
    }
    const at = new Date(ports.run.clock.now()).toISOString();
    return { results, text: doctorReport(results, { product, connection: name, at }), at };
  }

  return {
    close: cancel,
    /** Runs a separate examination and returns it as text, incomplete if the signal aborts it. Never rejects. */
    async report(signal: AbortSignal): Promise<string> {
      let sofar = '';
      try {
        const { text } = await examined(signal, (result) => {
          sofar += `${result.outcome}  ${result.check}  ${findingText(result)}\n`;
        });
        return text;
      } catch (error) {
        return `${product}\n\n${sofar}Not examined to the end: ${toAppError(error).message}\n`;
      }
    },
    calls: {
      async runDoctor({ run }: CallInput<'runDoctor'>) {
        // Without a connection the previous run goes on.
        ports.patient();
        cancel();
        current = new AbortController();
        const { results, ...report } = await examined(current.signal, (result) =>
          ports.onStep({ run, result }),
        );
        last = report;
        return results;
      },
      copyDoctorReport: async () => ports.clipboard.write(lastReport().text),
      async saveDoctorReport() {
        const { text, at } = lastReport();
        return ports.saving.save(`max-desk-check-${at.slice(0, 10)}.txt`, 'report', () => Buffer.from(text));
      },
    } satisfies Partial<HandlersOf<'support'>>,
  };
}
