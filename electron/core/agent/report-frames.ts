import type { Cell } from '../../contract/exports.ts';
import { type ReportQuestion, reportCells, reportFields } from '../../contract/report.ts';
import type { UnitReport } from '../workplace/unit-reports.ts';
import type { AgentLink } from './link.ts';
import type { AgentReport } from './protocol.ts';

/** Bytes of rows in one frame; a row alone may have a little more, and still fits. */
const longestPart = 48_000;

/** Sends a report: what it is, then its rows in frames. Throws what the report and the connection throw, and the signal's reason. */
export async function sendReport(
  { units, count, ledger, rows }: UnitReport,
  { by, from, to }: ReportQuestion,
  { send, signal }: Pick<AgentLink, 'send'> & { signal: AbortSignal },
): Promise<void> {
  const fields: readonly string[] = reportFields(by);
  const { phase, since } = ledger;
  const head: AgentReport = { type: 'report', by, from, to, units, count, fields, kept: phase, since };
  await send(head);
  for await (const part of rows) {
    for (const frame of framesOf(part.map(reportCells))) {
      signal.throwIfAborted();
      await send({ type: 'rows', rows: frame });
    }
  }
}

/** Rows in parts that fit into a frame. */
export function* framesOf(rows: readonly Cell[][]): Generator<Cell[][], void> {
  let frame: Cell[][] = [];
  let size = 0;
  for (const row of rows) {
    const length = Buffer.byteLength(JSON.stringify(row)) + 1;
    if (size + length > longestPart && frame.length > 0) {
      yield frame;
      frame = [];
      size = 0;
    }
    frame.push(row);
    size += length;
  }
  if (frame.length > 0) yield frame;
}
