import type { EventValue } from '../../contract/calls.ts';
import type { CachedUnits, Shortfall, Unit, UnitsSummary } from '../../contract/units.ts';
import type { ApiClient } from '../api/client.ts';
import { AppError } from '../errors.ts';
import type { Live } from '../live/live.ts';
import type { Clock } from '../ports.ts';
import { createUnitFields, type UnitFields } from './unit-fields.ts';
import { createUnitIds } from './unit-ids.ts';
import type { ToUnit } from './unit-mapping.ts';
import { readUnits } from './units.ts';

export interface UnitRunsParts {
  api: ApiClient;
  path: string;
  /** How an item is read; as usual unless given. */
  toUnit?: ToUnit;
  clock: Clock;
  onPage: (page: EventValue<'unitsPage'>) => void;
  /** Notified of each run: the first after a reconnection makes it live again (R34). */
  live: Pick<Live, 'listBegins'>;
  /** Called when a run starts; returns the function that saves the complete list for the next start. */
  keepFor: (signal: AbortSignal) => (list: CachedUnits) => Promise<void>;
}

/** Reads the list, one run at a time. */
export function createUnitRuns({ api, path, toUnit, clock, onPage, live, keepFor }: UnitRunsParts) {
  let current: { run: number; abort: AbortController } | undefined;
  let fields: UnitFields | undefined;

  /** Cancels the run with this number, or any running one. */
  function cancel(run?: number): void {
    if (!current || (run !== undefined && run !== current.run)) return;
    current.abort.abort(new AppError('cancelled', 'The list was cancelled.'));
    current = undefined;
  }

  /** Cancels a running run and empties the list. */
  function clear(): void {
    cancel();
    fields = undefined;
  }

  return {
    cancel,
    /** Every field that the API sent for a unit of the current list; null when there is no such unit. */
    fields: async (id: string) => (await fields?.get(id)) ?? null,
    clear,
    /** Reads the list and pushes each page on arrival; a new run cancels the previous one. Throws as `readUnits`. */
    async list(run: number): Promise<UnitsSummary> {
      clear();
      const abort = new AbortController();
      current = { run, abort };
      const keep = keepFor(abort.signal);
      const reading = live.listBegins();
      // One list of them for the reader, the fields and the live updates.
      const ids = createUnitIds();
      const sent = createUnitFields(ids);
      fields = sent;
      const units: Unit[] = [];
      let withoutId = 0;
      let sameId = 0;
      let shortfall: Shortfall | null = null;
      try {
        for await (const page of readUnits(api, path, abort.signal, toUnit, ids)) {
          abort.signal.throwIfAborted();
          withoutId += page.withoutId;
          sameId += page.sameId;
          shortfall = page.shortfall;
          for (const unit of page.units) units.push(unit);
          sent.add(page);
          onPage({ run, units: reading.page(page.units), received: units.length, total: page.total });
        }
      } catch (error) {
        // A cancelled run must not request another one.
        if (!abort.signal.aborted) reading.failed();
        // If the run was cancelled while it waited for a token, that error no longer matters.
        abort.signal.throwIfAborted();
        throw error;
      }
      reading.complete(ids, shortfall === null);
      const fetchedAt = clock.now();
      // Nobody waits for the disk. What is incomplete must not replace the last complete list there.
      if (shortfall === null) void keep({ units, fetchedAt });
      return { received: units.length, withoutId, sameId, fetchedAt, shortfall };
    },
  };
}
