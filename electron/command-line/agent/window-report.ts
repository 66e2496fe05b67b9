import type { Cell } from '../../contract/exports.ts';
import { type ReportQuestion, reportFields } from '../../contract/report.ts';
import type { ReportSubject } from '../../contract/report-words.ts';
import type { AgentMessage } from '../../core/agent/frames.ts';
import { AppError } from '../../core/errors.ts';
import type { Context } from '../context.ts';
import type { ReportParts } from '../report.ts';
import { createAgentClient } from './agent-client.ts';
import { readPairing } from './pairing-store.ts';

/**
 * A report by the window, from the ledger of the account that this command line was granted. Throws `agent-refused` where it is
 * not paired, `agent-unavailable` where the window is not there, shows another account, has no list of units yet or is of another version,
 * `agent-withdrawn`, `storage`, `storage-locked`.
 */
export async function windowReport(context: Context, question: ReportQuestion): Promise<ReportParts> {
  const pairing = await readPairing(context);
  if (!pairing)
    throw new AppError('agent-refused', 'This command line is not paired with the window of MAX Desk.', {
      hint: 'Run "max-desk agent pair", or name the folder of a watch\'s ledger by --ledger.',
    });
  const { from, to, by, language } = question;
  const client = createAgentClient(pairing, context);
  const messages = client.report({ from, to, by, language });
  try {
    const { value: head } = await messages.next();
    const inOrder = rowReader(head ?? {}, by);
    tellKeeping(context, head ?? {});
    return rowsIn(messages, inOrder);
  } catch (error) {
    // The connection is not for anything else any more.
    await messages.return();
    throw asTooOld(error);
  }
}

async function* rowsIn(
  messages: AsyncIterable<AgentMessage>,
  inOrder: ReturnType<typeof rowReader>,
): ReportParts {
  for await (const { rows } of messages) yield (rows as Cell[][]).map(inOrder);
}

/**
 * The cells of a row of the window in the order of our fields: it names its own in the head, and another version may have others.
 * Throws `agent-unavailable` where it lacks one.
 */
export function rowReader({ fields }: AgentMessage, by: ReportSubject): (row: readonly Cell[]) => Cell[] {
  const theirs: unknown[] = Array.isArray(fields) ? fields : [];
  const places = reportFields(by).map((field) => theirs.indexOf(field));
  if (places.includes(-1))
    throw new AppError(
      'agent-unavailable',
      'The window of MAX Desk is of another version: its reports lack what this one has.',
      { hint: 'Install the same version of both, or save the report in the window.' },
    );
  return (row) => places.map((place) => row[place] ?? null);
}

/** A ledger that is not on the disk knows nothing from before its window was started. */
function tellKeeping({ tell }: Context, { kept }: AgentMessage): void {
  if (kept === 'memory')
    tell('The window keeps its ledger in memory only: it knows nothing from before it was started.');
  if (kept === 'failed')
    tell('The disk refuses the ledger of the window: what it knows may be from its start on only.');
}

/** A window that does not know what a report is takes the request for a wrong one. */
function asTooOld(error: unknown): unknown {
  if (!(error instanceof AppError) || error.code !== 'bad-request') return error;
  return new AppError('agent-unavailable', 'The window of MAX Desk is too old to make reports.', {
    cause: error,
    hint: 'Install the newest version of MAX Desk, or save the report in the window.',
  });
}
