import path from 'node:path';
import { type ReportQuestion, reportCells, reportGroups, reportRows } from '../contract/report.ts';
import { counted } from '../core/counted.ts';
import { AppError } from '../core/errors.ts';
import { groupAvailabilityOf } from '../core/ledger/group-availability.ts';
import { answered } from '../core/ledger/ledger-answers.ts';
import { createDiskFolder } from '../core/ledger/ledger-folder.ts';
import { type ReadLedger, readLedger } from '../core/ledger/ledger-reader.ts';
import { DamagedLedgerFile } from '../core/ledger/segment.ts';
import { createBreath } from '../core/ledger/tally-units.ts';
import { readUnitTitles, type UnitTitles } from '../core/ledger/unit-titles.ts';
import type { Context } from './context.ts';
import { existingLedger, type LedgerPlace } from './ledger-place.ts';
import type { ReportParts } from './report.ts';

/**
 * A report from the ledger that a watch keeps in a folder, or kept. Nothing in the folder is changed, and the watch may go on
 * meanwhile. Throws `usage` if there is no ledger, `nothing-found` if it knows no unit yet, `storage`, `storage-locked`.
 */
export async function folderReport(
  context: Pick<Context, 'home' | 'clock' | 'log' | 'tell'>,
  name: string,
  question: ReportQuestion,
): Promise<ReportParts> {
  const place = await existingLedger(context, path.resolve(name));
  const breath = createBreath(context.clock.steady);
  const titles = await titlesIn(place, breath);
  const ledger = await readLedger(place.changes, { key: place.key, breath });
  return rowsOf(context, ledger, titles, question);
}

async function* rowsOf(
  { clock, tell }: Pick<Context, 'clock' | 'tell'>,
  ledger: ReadLedger,
  { units, isWhole }: UnitTitles,
  { by, language, ...period }: ReportQuestion,
) {
  const around = { clock, untold: () => undefined, maintenance: () => [] };
  try {
    const groups = reportGroups(units, by, language);
    const rows = reportRows(groups, (parts) =>
      answered(ledger, around, (view) => groupAvailabilityOf(view, period, parts)),
    );
    for await (const part of rows) yield part.map(reportCells);
    if (!isWhole)
      tell('The watch has not read a whole list of the units yet: some may be missing in the report.');
    const { length } = ledger.damaged;
    if (length > 0)
      tell(`${counted(length, 'file')} of the ledger cannot be read: their time counts as not watched.`);
  } finally {
    await ledger.close();
  }
}

/** The units of the last list that the watch has read. */
async function titlesIn(
  { folder, key }: LedgerPlace,
  breath: () => Promise<void> | undefined,
): Promise<UnitTitles> {
  const disk = createDiskFolder(folder);
  try {
    return await readUnitTitles({ folder: disk, key, breath });
  } catch (error) {
    if (error instanceof DamagedLedgerFile)
      throw new AppError('storage', `The names of the units in ${folder} are damaged.`, {
        hint: 'They are written anew with the next list that "max-desk watch --ledger" reads.',
        details: { file: folder, text: 'is damaged' },
      });
    if (!(error instanceof AppError) || error.details['text'] !== 'ENOENT') throw error;
    throw new AppError('nothing-found', `The ledger in ${folder} knows no unit yet.`, {
      hint: 'Run "max-desk watch --ledger" until it has read the list of units once.',
    });
  } finally {
    await disk.close();
  }
}
