import type { Unit } from '../contract/units.ts';
import type { ApiClient } from '../core/api/client.ts';
import { readUnits } from '../core/units/units.ts';
import type { Output } from './output.ts';
import { createUnitFormatter, type UnitFormat } from './unit-formats.ts';

export interface UnitsRequest {
  path: string;
  format: UnitFormat;
  search: string;
  status: string;
  signal: AbortSignal;
}

export interface UnitsResult {
  received: number;
  shown: number;
  withoutId: number;
}

/** Writes the list page by page, filtered. Throws what `readUnits` throws. */
export async function printUnits(
  api: ApiClient,
  request: UnitsRequest,
  output: Output,
): Promise<UnitsResult> {
  const formatter = createUnitFormatter(request.format);
  const isWanted = unitFilter(request.search, request.status);
  const result: UnitsResult = { received: 0, shown: 0, withoutId: 0 };
  let started = false;
  for await (const page of readUnits(api, request.path, request.signal)) {
    // A list that fails at once prints nothing at all.
    if (!started) await output.write(formatter.head());
    started = true;
    const wanted = page.units.filter(isWanted);
    result.received += page.units.length;
    result.shown += wanted.length;
    result.withoutId += page.withoutId;
    await output.write(formatter.page(wanted));
  }
  await output.write(formatter.tail());
  return result;
}

/** Every word of the search must be in some column; a status is the service's word for it or ours. */
export function unitFilter(search: string, status: string): (unit: Unit) => boolean {
  const words = fold(search).split(/\s+/).filter(Boolean);
  const wanted = fold(status).replaceAll(' ', '-');
  return (unit) => {
    const isStatus =
      wanted === '' || unit.condition === wanted || fold(unit.status).replaceAll(' ', '-') === wanted;
    if (!isStatus || words.length === 0) return isStatus;
    const text = fold(
      [unit.id, unit.name, unit.site, unit.address, unit.city, unit.country, unit.type, unit.status].join(
        '\n',
      ),
    );
    return words.every((word) => text.includes(word));
  };
}

/** Lower case without accents, so that "dusseldorf" finds "Düsseldorf". */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
