import type { Unit } from '../contract/units.ts';
import type { ApiClient } from '../core/api/client.ts';
import { regionalOf } from '../core/export/regional.ts';
import { readUnits } from '../core/units/units.ts';
import type { Context } from './context.ts';
import { createUnitFormatter, type UnitFormat } from './unit-formats.ts';

/** Writes the filtered list page by page, and returns how many units there were. Throws what `readUnits` throws. */
export async function printUnits(
  api: ApiClient,
  path: string,
  { format, search, status }: { format: UnitFormat; search: string; status: string },
  { env, output, signal }: Pick<Context, 'env' | 'output' | 'signal'>,
) {
  const formatter = createUnitFormatter(
    format,
    format === 'excel' ? await regionalOf(locale(env)) : undefined,
  );
  const isWanted = unitFilter(search, status);
  const result = { received: 0, shown: 0, withoutId: 0 };
  let head = formatter.head();
  for await (const page of readUnits(api, path, signal)) {
    const wanted = page.units.filter(isWanted);
    result.received += page.units.length;
    result.shown += wanted.length;
    result.withoutId += page.withoutId;
    // If the first page fails, not even the head is printed.
    await output.write(head + formatter.page(wanted));
    head = '';
  }
  await output.write(formatter.tail());
  return result;
}

/** The locale of numbers: from the POSIX locale variables, else from the system. */
function locale(env: NodeJS.ProcessEnv): string {
  return (
    env['LC_ALL'] || env['LC_NUMERIC'] || env['LANG'] || new Intl.NumberFormat().resolvedOptions().locale
  );
}

/** Every word of the search must occur in some column; a status is either the service's name or ours. */
export function unitFilter(search: string, status: string): (unit: Unit) => boolean {
  const words = fold(search).split(/\s+/).filter(Boolean);
  const wanted = fold(status).replaceAll(' ', '-');
  return (unit) => {
    const isStatus =
      wanted === '' || unit.condition === wanted || fold(unit.status).replaceAll(' ', '-') === wanted;
    if (!isStatus || words.length === 0) return isStatus;
    const { id, name, site, address, city, country, type } = unit;
    const text = fold([id, name, site, address, city, country, type, unit.status].join('\n'));
    return words.every((word) => text.includes(word));
  };
}

/** Lower case without accents, so that "dusseldorf" finds "Düsseldorf". */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
