import type { CallOutput } from '../../../electron/contract/calls.ts';
import type { Failure } from '../../../electron/contract/failure.ts';
import { type DesktopClient, failureOf } from '../../desktop.ts';
import { type Observable, observable } from '../../observable.ts';
import { nextTask } from '../loading/idle.ts';
import { type ExportTable, exportRow } from './export-table.ts';

/** Rows in one message to main: large enough to be quick, small enough to be cancelled between two of them. */
const chunk = 2_000;
/** Rows written as text between two moments left to the screen. */
const slice = 200;

/** How the export stands. */
export type ExportState =
  | { readonly phase: 'idle' | 'choosing' | 'cancelled' }
  | { readonly phase: 'writing'; readonly file: string; readonly done: number; readonly total: number }
  | { readonly phase: 'done'; readonly file: string; readonly rows: number }
  | { readonly phase: 'failed'; readonly failure: Failure };

/** Writes what the table shows to a CSV file, one export at a time. */
export interface UnitsExport {
  readonly state: Observable<ExportState>;
  /** Asks where to and writes the table there; does nothing while an export is under way. */
  start(table: ExportTable, suggestedName: string): Promise<void>;
  /** Stops the export and says so; main leaves nothing behind. */
  cancel(): void;
  /** Stops it without a word, or takes away what is said of the last one. */
  clear(): void;
}

const idle: ExportState = { phase: 'idle' };

/** Connects the export to main; `pause` is awaited between slices, so that the window goes on drawing. */
export function createUnitsExport(desktop: DesktopClient, pause = nextTask): UnitsExport {
  const state = observable<ExportState>(idle);
  let current = 0;

  /** Sends everything; false when this export was given up meanwhile. */
  async function write(run: number, begun: Begun, table: ExportTable): Promise<boolean> {
    const total = table.units.length;
    let rows: string[][] = [[...table.header]];
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

  async function fill(run: number, begun: Begun, table: ExportTable): Promise<void> {
    const { file } = begun;
    if (run !== current) return giveUp(begun);
    state.set({ phase: 'writing', file, done: 0, total: table.units.length });
    try {
      if (!(await write(run, begun, table))) return giveUp(begun);
      await desktop.call('finishExport', { export: begun.export });
    } catch (cause) {
      giveUp(begun);
      throw cause;
    }
    if (run === current) state.set({ phase: 'done', file, rows: table.units.length });
  }

  /** Whether main still knows that export does not matter any more. */
  function giveUp(begun: Begun): void {
    desktop.call('cancelExport', { export: begun.export }).catch(() => undefined);
  }

  /** What is under way finds at its next step that it is not the current one any more. */
  function stop(next: ExportState): void {
    current += 1;
    state.set(next);
  }

  return {
    state,
    async start(table, suggestedName) {
      const { phase } = state.get();
      if (phase === 'choosing' || phase === 'writing') return;
      current += 1;
      const mine = current;
      state.set({ phase: 'choosing' });
      try {
        const begun = await desktop.call('startExport', { suggestedName });
        if (begun !== null) await fill(mine, begun, table);
        else if (mine === current) state.set(idle);
      } catch (cause) {
        if (mine === current) state.set({ phase: 'failed', failure: failureOf(cause) });
      }
    },
    cancel: () => stop({ phase: 'cancelled' }),
    clear: () => stop(idle),
  };
}

type Begun = NonNullable<CallOutput<'startExport'>>;
