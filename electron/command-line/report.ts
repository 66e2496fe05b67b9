import type { Cell } from '../contract/exports.ts';
import type { ReportLanguage, ReportQuestion } from '../contract/report.ts';
import {
  type DayRange,
  earliestDay,
  firstOf30Days,
  last30Days,
  longestPeriod,
  type PeriodFault,
  periodOf,
  type ReportPeriod,
} from '../contract/report-period.ts';
import type { ReportSubject } from '../contract/report-words.ts';
import { counted } from '../core/counted.ts';
import { AppError } from '../core/errors.ts';
import type { Context } from './context.ts';
import { writtenTo } from './file-output.ts';
import { createListFormatter, regionalFor } from './list-formats.ts';
import type { ListFormat } from './options.ts';
import type { Output } from './output.ts';
import { reportLayout } from './report-formats.ts';

interface ReportOptions {
  from: string | undefined;
  to: string | undefined;
  by: ReportSubject;
  format: ListFormat;
  output: string | undefined;
  lang: ReportLanguage;
  ledger: string | undefined;
}

/** The rows of a report, as they stand in a file, in parts. */
export type ReportParts = AsyncIterable<readonly (readonly Cell[])[]>;

/**
 * Prints a report from the ledger in a folder, else from that of the window. Throws `usage` for days that are no period, and as
 * `windowReport` or `folderReport` do.
 */
export async function printReport(context: Context, options: ReportOptions): Promise<void> {
  const { by, format, lang: language, ledger, output } = options;
  if (context.options.connection !== undefined)
    throw new AppError('usage', '"report" takes no --connection.', {
      hint: 'The window answers for the account that it was granted for; a ledger is of one account.',
    });
  const now = context.clock.now();
  const days = daysOf(options, now);
  const question = { ...periodFor(days, now), by, language };
  const regional = await regionalFor(format, context.env);
  const parts = await partsFor(context, ledger, question);
  const print = async (to: Output) => {
    const formatter = createListFormatter(format, reportLayout(by, language), regional);
    let rows = 0;
    await to.write(formatter.head());
    for await (const part of parts) {
      rows += part.length;
      await to.write(formatter.page(part));
    }
    await to.write(formatter.tail());
    if (context.options.verbose || process.stderr.isTTY)
      context.tell(`${counted(rows, 'row')}, ${days.first} to ${days.last}`);
  };
  await (output === undefined ? print(context.output) : writtenTo(output, context, print));
}

async function partsFor(
  context: Context,
  folder: string | undefined,
  question: ReportQuestion,
): Promise<ReportParts> {
  if (folder !== undefined) {
    const { folderReport } = await import('./folder-report.ts');
    return folderReport(context, folder, question);
  }
  const { windowReport } = await import('./agent/window-report.ts');
  return windowReport(context, question);
}

function daysOf({ from, to }: Pick<ReportOptions, 'from' | 'to'>, now: number): DayRange {
  const last = to ?? last30Days(now).last;
  return { first: from ?? firstOf30Days(last), last };
}

function periodFor(days: DayRange, now: number): ReportPeriod {
  const period = periodOf(days, now);
  if (typeof period !== 'string') return period;
  throw new AppError('usage', faultText(days)[period], {
    hint: 'Write days as 2026-11-01, for instance --from 2026-11-01 --to 2026-11-30.',
  });
}

function faultText({ first, last }: DayRange): Record<PeriodFault, string> {
  return {
    first: `--from takes a day, not "${first}".`,
    last: `--to takes a day, not "${last}".`,
    order: `--from ${first} is after --to ${last}.`,
    early: `From ${first} to ${last} begins too early: ${earliestDay} is the first day that can be asked for.`,
    ahead: `--from ${first} is in the future: nothing is known of it.`,
    long: `From ${first} to ${last} are more than ${longestPeriod} days.`,
  };
}
