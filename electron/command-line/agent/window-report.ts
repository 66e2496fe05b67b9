import type { Cell } from '../../contract/exports.ts';
import type { ReportQuestion } from '../../contract/report.ts';
import type { AgentMessage } from '../../core/agent/frames.ts';
import { AppError } from '../../core/errors.ts';
import type { Context } from '../context.ts';
import type { ReportParts } from '../report.ts';
import { createAgentClient } from './agent-client.ts';
import { readPairing } from './pairing-store.ts';

/**
 * A report by the window, from the ledger of the account that this command line was granted. Throws `agent-refused` where it is
 * not paired, `agent-unavailable` where the window is not there, shows another account, has no list of units yet or is too old,
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
    tellKeeping(context, head ?? {});
  } catch (error) {
    throw asTooOld(error);
  }
  return rowsIn(messages);
}

async function* rowsIn(messages: AsyncIterable<AgentMessage>): ReportParts {
  for await (const { rows } of messages) yield rows as Cell[][];
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
