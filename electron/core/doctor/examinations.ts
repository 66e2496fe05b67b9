import type { CallInput, HandlersOf } from '../../contract/calls.ts';
import type { DoctorResult } from '../../contract/support.ts';
import type { DeskPorts } from '../desk/desk-ports.ts';
import { AppError, toAppError } from '../errors.ts';
import type { Saving } from '../export/saving.ts';
import type { Workplace } from '../workplace.ts';
import { doctorReport, findingText } from './doctor-texts.ts';

/**
 * The examinations that the window starts, one at a time: a run cancels the previous one, which throws `cancelled` then.
 * Copying and saving the report throw `bad-request` if nothing was examined yet.
 * @param current what is examined; throws `configuration` if there is no connection
 */
export function createExaminations(
  ports: Pick<DeskPorts, 'run' | 'ways' | 'desktop' | 'send'>,
  current: () => Workplace,
  saving: Pick<Saving, 'save'>,
) {
  const product = `MAX Desk ${ports.run.version}`;
  let running = new AbortController();
  let last: { text: string; at: string } | undefined;

  const cancel = () => running.abort(new AppError('cancelled', 'The check was cancelled.'));

  function lastReport(): NonNullable<typeof last> {
    if (last) return last;
    throw new AppError('bad-request', 'Nothing has been checked yet.', {
      hint: 'Check the connection first.',
    });
  }

  /** Examines the current connection. `onResult` gets each step as it ends. */
  async function examined(signal: AbortSignal, onResult: (result: DoctorResult) => void) {
    const { connection, examine } = current();
    const results: DoctorResult[] = [];
    for await (const result of examine(ports.ways.network, signal)) {
      results.push(result);
      onResult(result);
    }
    const at = new Date(ports.run.clock.now()).toISOString();
    return { results, text: doctorReport(results, { product, connection: connection.name, at }), at };
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
        current();
        cancel();
        running = new AbortController();
        const { results, ...report } = await examined(running.signal, (result) =>
          ports.send('doctorStep', { run, result }),
        );
        last = report;
        return results;
      },
      copyReport: async () => ports.desktop.clipboard.write(lastReport().text),
      async saveReport() {
        const { text, at } = lastReport();
        return saving.save(`max-desk-check-${at.slice(0, 10)}.txt`, 'report', () => Buffer.from(text));
      },
    } satisfies Partial<HandlersOf<'support'>>,
  };
}
