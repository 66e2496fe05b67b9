import type { CallOutput } from '../../../electron/contract/calls.ts';
import type { Cell } from '../../../electron/contract/exports.ts';
import type { Failure } from '../../../electron/contract/failure.ts';
import { type DesktopClient, failureOf } from '../../desktop.ts';
import { observable } from '../../observable.ts';
import { nextTask } from '../loading/idle.ts';
import { type ListGap, noGap } from '../loading/list-gap.ts';
import { type ExportTable, exportRow } from './export-table.ts';

/** Rows per message to main: large enough to be fast, small enough to cancel between two of them. */
const chunk = 2_000;
/** Rows formatted before the page yields to input and painting. */
const slice = 200;

/** The state of the export. */
export type ExportState =
  | { readonly phase: 'idle' | 'choosing' | 'cancelled' }
  | { readonly phase: 'writing'; readonly file: string; readonly done: number; readonly total: number }
  | { readonly phase: 'done'; readonly file: string; readonly rows: number; readonly gap: ListGap }
  | { readonly phase: 'failed'; readonly failure: Failure };

const idle: ExportState = { phase: 'idle' };

/**
 * Exports what the table shows to a file, one export at a time; `pause` is awaited between slices, so that the window
 * keeps rendering.
 */
export function createUnitsExport(desktop: DesktopClient, pause = nextTask) {
  const state = observable<ExportState>(idle);
  let current = 0;

  /** Sends all rows; false if this export was cancelled meanwhile. */
  async function write(run: number, begun: Begun, table: ExportTable): Promise<boolean> {
    const total = table.units.length;
    let rows: Cell[][] = [[...table.header]];
    state.set({ phase: 'writing', file: begun.file, done: 0, total });
    for (let done = 0; done < total; ) {
      const next = Math.min(done + slice, done + chunk - rows.length, total);
      for (const unit of table.units.slice(done, next)) rows.push(exportRow(table, unit));
      done = next;
      if (rows.length === chunk) {
        await desktop.call('exportRows', { export: begun.export, rows });
        rows = [];
        if (run === current) state.set({ phase: 'writing', file: begun.file, done, total });
      } else await pause();
      if (run !== current) return false;
    }
    if (rows.length > 0) await desktop.call('exportRows', { export: begun.export, rows });
    return run === current;
  }

  /** Errors do not matter: main may not know the export any more. */
  function giveUp(begun: Begun): void {
    desktop.call('cancelExport', { export: begun.export }).catch(() => undefined);
  }

  /** A running export notices at its next step that it is no longer the current one. */
  function leave(next: ExportState): void {
    current += 1;
    state.set(next);
  }

  return {
    state,
    /**
     * Asks for a file and writes the table to it; does nothing while an export is running.
     * @param gap what the table lacks, to be told at the end
     */
    async start(table: ExportTable, suggestedName: string, gap = noGap): Promise<void> {
      const { phase } = state.get();
      if (phase === 'choosing' || phase === 'writing') return;
      current += 1;
      const mine = current;
      state.set({ phase: 'choosing' });
      let begun: Begun | null = null;
      try {
        begun = await desktop.call('startExport', { suggestedName, format: table.format });
        if (begun === null) {
          if (mine === current) state.set(idle);
          return;
        }
        if (mine !== current || !(await write(mine, begun, table))) return giveUp(begun);
        await desktop.call('finishExport', { export: begun.export });
        if (mine === current) state.set({ phase: 'done', file: begun.file, rows: table.units.length, gap });
      } catch (cause) {
        if (begun !== null) giveUp(begun);
        if (mine === current) state.set({ phase: 'failed', failure: failureOf(cause) });
      }
    },
    /** Cancels the export and shows that; main leaves no partial file. */
    cancel: (): void => leave({ phase: 'cancelled' }),
    /** Cancels silently, or removes the message about the last export. */
    clear: (): void => leave(idle),
  };
}

type Begun = NonNullable<CallOutput<'startExport'>>;
