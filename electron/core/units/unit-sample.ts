/** One page of the list, looked at to find out how the units of a connection are to be read. */
import { type UnitColumn, unitColumns } from '../../contract/names.ts';
import type { ChosenReading, UnitsLook } from '../../contract/setup.ts';
import type { Unit } from '../../contract/units.ts';
import type { ApiClient } from '../api/client.ts';
import { readList } from '../api/list-reader.ts';
import { textOf } from '../api/list-scanner.ts';
import { isStatusName, type UnitReading } from '../connection/unit-reading.ts';
import { AppError } from '../errors.ts';
import { shownJson } from '../json.ts';
import { exampleOf, foundFields, type Places, proposal, recognised } from './found-fields.ts';
import { unitMapping } from './unit-mapping.ts';

/** More items of a page are not looked at. */
const mostItems = 1_000;
/** Units and statuses that are shown. */
const mostUnits = 8;
const mostStatuses = 50;

/**
 * The items of the first page, each in its JSON text; none for an account that sees no units. Throws what the client and
 * `readList` throw.
 */
export async function readSample(
  api: Pick<ApiClient, 'open'>,
  path: string,
  signal?: AbortSignal,
): Promise<string[]> {
  const answer = await api.open(path, signal);
  const items: string[] = [];
  for await (const batch of readList(answer, (_item, bytes) => textOf(bytes), { signal })) {
    for (const json of batch.items) if (items.length < mostItems) items.push(json);
    if (items.length === mostItems) break;
  }
  return items;
}

/** What a page of items is read as, and the reading that the connection would have to have for it. */
export interface LookedAt {
  look: UnitsLook;
  reading: UnitReading;
}

/**
 * Reads the items as they were chosen to be read, else as the connection has it, else as is proposed.
 * @param sample of `readSample`
 */
export function lookAt(
  sample: readonly string[],
  { fields: own = {}, statuses: ownStatuses = {} }: UnitReading,
  chosen: ChosenReading | null,
): LookedAt {
  const fields = foundFields(sample.map(parsed));
  const known = recognised(fields);
  const proposed = proposal(fields);
  const spelled = new Map(fields.map(({ path }) => [path.toLowerCase(), path]));
  const entries = unitColumns.map((column) => {
    const path = chosen?.columns[column] ?? own[column] ?? proposed[column] ?? '';
    return [column, spelled.get(path.toLowerCase()) ?? path];
  });
  const columns = Object.fromEntries(entries) as ChosenReading['columns'];
  const taken = { columns, statuses: chosen?.statuses ?? ownStatuses };
  const reading = readingOf(taken, known, own);
  const toUnit = unitMapping(reading);
  const units = sample.flatMap((json) => toUnit(JSON.parse(json), () => json) ?? []);
  const isUnsure = (column: UnitColumn) =>
    chosen === null && own[column] === undefined && proposed[column] !== known[column];
  return {
    reading,
    look: {
      received: sample.length,
      withoutId: sample.length - units.length,
      sameId: units.length - new Set(units.map(({ id }) => id)).size,
      fields: fields.map((field) => ({ path: field.path, example: exampleOf(field) })),
      chosen: taken,
      unsure: unitColumns.filter(isUnsure),
      statuses: statusesOf(units),
      units: units.slice(0, mostUnits),
    },
  };
}

/** Whether the ID that was chosen makes one unit of several that were apart before. */
export function joinsUnits({ look }: LookedAt, before: LookedAt): boolean {
  return look.sameId > before.look.sameId;
}

/**
 * What has to be said of it. What is found without a word is not: then the next name counts where it has no value. A
 * column that the connection places stays placed, also where it would be found anyway: it must be read from there only.
 */
function readingOf({ columns, statuses }: ChosenReading, known: Places, own: Places): UnitReading {
  const isSaid = (column: UnitColumn) =>
    own[column] !== undefined || columns[column] !== (known[column] ?? '');
  const fields: Places = {};
  for (const column of unitColumns.filter(isSaid)) fields[column] = columns[column];
  return {
    fields: Object.keys(fields).length > 0 ? fields : undefined,
    statuses: Object.keys(statuses).length > 0 ? statuses : undefined,
  };
}

/** With the digits of its numbers, where it is not nested too deeply for that. */
function parsed(json: string): unknown {
  try {
    return shownJson(json);
  } catch {
    return JSON.parse(json);
  }
}

/** The statuses of the units, the most frequent first. */
function statusesOf(units: readonly Unit[]): UnitsLook['statuses'] {
  const all = Map.groupBy(units, ({ status }) => status);
  return [...all]
    .flatMap(([status, having]) => {
      const condition = having[0]?.condition;
      return condition && isStatusName(status) ? [{ status, condition, count: having.length }] : [];
    })
    .sort((a, b) => b.count - a.count)
    .slice(0, mostStatuses);
}

/** Looks at the units of a connection; the page is read once for each account. */
export function createUnitSamples(
  api: Pick<ApiClient, 'open'>,
  { unitsPath, ...own }: UnitReading & { unitsPath: string },
  account: () => string | undefined,
) {
  let sample: { whose: string | undefined; items: readonly string[] } | undefined;
  let abort = new AbortController();
  const cancelled = () => new AppError('cancelled', 'The look at the units was cancelled.');
  return {
    /**
     * @param fresh reads the page again. Throws what `readSample` throws, and `cancelled` after `clear` or when another
     * account is current meanwhile.
     */
    async look(chosen: ChosenReading | null, fresh: boolean): Promise<LookedAt> {
      const whose = account();
      if (fresh || sample === undefined || sample.whose !== whose) {
        const { signal } = abort;
        const items = await readSample(api, unitsPath, signal);
        // It may have waited until the accounts were restored.
        const isAnother = whose !== undefined && account() !== whose;
        if (signal.aborted || isAnother) throw cancelled();
        sample = { whose: account(), items };
      }
      return lookAt(sample.items, own, chosen);
    },
    /** Cancels what is read, and empties what was. */
    clear(): void {
      abort.abort(cancelled());
      abort = new AbortController();
      sample = undefined;
    },
  };
}
