import type { KeyObject } from 'node:crypto';
import type { ReportUnit } from '../../contract/report.ts';
import { toAppError } from '../errors.ts';
import type { Log } from '../ports.ts';
import { createQueue } from '../queue.ts';
import type { LedgerFolder } from './ledger-folder.ts';
import { type RowsPlace, readSealedRows, writeSealedRows } from './sealed-rows.ts';

/** The name of the file, beside the folder of the changes. */
export const titlesFile = 'titles';

/** The first row of the file. */
type Head = Pick<UnitTitles, 'isWhole'>;
type Row = [id: string, name: string, site: string, type: ReportUnit['type']];

/** What is kept. */
export interface UnitTitles {
  /** Whether there was ever a list which has all units by what the API says: without one, units may be missing (R41). */
  isWhole: boolean;
  units: ReportUnit[];
}

export const noTitles: UnitTitles = { isWhole: false, units: [] };

/**
 * Keeps names, sites and types of the units of the last list beside a ledger, which has only ids: a report names them. What a
 * list that is not whole does not have is kept from before.
 * @param known what was kept by an earlier run
 */
export function createUnitTitles(
  place: { folder: Pick<LedgerFolder, 'replace'>; key: KeyObject },
  known: UnitTitles,
  log: Log,
) {
  const inTurn = createQueue();
  let kept = new Map(known.units.map((unit) => [unit.id, unit]));
  let hasWhole = known.isWhole;
  let isWritten = true;

  async function write(): Promise<void> {
    if (isWritten) return;
    isWritten = true;
    const head: Head = { isWhole: hasWhole };
    const rows: (Head | Row)[] = [head];
    for (const { id, name, site, type } of kept.values()) rows.push([id, name, site, type]);
    try {
      await writeSealedRows(place, titlesFile, rows.length, (at) => rows[at]);
    } catch (error) {
      // With the next list it may have room.
      isWritten = false;
      log.warn('the disk refused the names of the units', { code: toAppError(error).code });
    }
  }

  return {
    /** A list begins. One that fails has no end. */
    listBegins() {
      const listed = new Map<string, ReportUnit>();
      return {
        page(units: readonly ReportUnit[]): void {
          for (const { id, name, site, type } of units) listed.set(id, { id, name, site, type });
        },
        complete(isWhole: boolean): void {
          const next = isWhole ? listed : new Map([...kept, ...listed]);
          if ((isWhole && !hasWhole) || !isSame(next, kept)) isWritten = false;
          kept = next;
          hasWhole ||= isWhole;
          void inTurn(write);
        },
      };
    },
    /** Resolves when all is written, or the disk has refused it. */
    close: (): Promise<void> => inTurn(write),
  };
}

function isSame(a: ReadonlyMap<string, ReportUnit>, b: ReadonlyMap<string, ReportUnit>): boolean {
  if (a.size !== b.size) return false;
  for (const [id, { name, site, type }] of a) {
    const other = b.get(id);
    if (other?.name !== name || other.site !== site || other.type !== type) return false;
  }
  return true;
}

/** What was kept. Rejects with DamagedLedgerFile, `storage`. */
export async function readUnitTitles(place: RowsPlace): Promise<UnitTitles> {
  const [head, ...rows] = (await readSealedRows(place, titlesFile)) as [Head, ...Row[]];
  return { ...head, units: rows.map(([id, name, site, type]) => ({ id, name, site, type })) };
}
