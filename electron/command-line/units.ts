import { haystackOf, wordsOf } from '../contract/fold.ts';
import { isLookedFor } from '../contract/names.ts';
import type { Shortfall, Unit } from '../contract/units.ts';
import type { ApiClient } from '../core/api/client.ts';
import { toAppError } from '../core/errors.ts';
import { regionalOf } from '../core/export/regional.ts';
import { incompleteList, readUnits } from '../core/units/units.ts';
import type { Context } from './context.ts';
import { exitStatus } from './exit-status.ts';
import { createUnitFormatter, type UnitFormat } from './unit-formats.ts';

/** Failures on the way to the API, and of the API itself. */
const breaksOff: readonly number[] = [exitStatus.offline, exitStatus['api-unavailable']];

/**
 * Writes the filtered list page by page, and returns how many units there were and whether the list is whole. Throws
 * what `readUnits` throws, and `incompleteList` when the list breaks off after its beginning.
 */
export async function printUnits(
  api: Pick<ApiClient, 'open'>,
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
  let shortfall: Shortfall | null = null;
  let total: number | null = null;
  let head = formatter.head();
  try {
    for await (const page of readUnits(api, path, signal)) {
      const wanted = page.units.filter(isWanted);
      result.received += page.units.length;
      result.shown += wanted.length;
      result.withoutId += page.withoutId;
      ({ shortfall, total } = page);
      // If the first page fails, not even the head is printed.
      await output.write(head + formatter.page(wanted));
      head = '';
    }
  } catch (error) {
    const end = toAppError(error);
    const received = result.received + result.withoutId;
    if (received === 0 || !breaksOff.includes(exitStatus[end.code])) throw error;
    throw incompleteList({ received, total }, end);
  }
  await output.write(formatter.tail());
  return { ...result, shortfall };
}

/** The locale of numbers: from the POSIX locale variables, else from the system. */
function locale(env: NodeJS.ProcessEnv): string {
  return (
    env['LC_ALL'] || env['LC_NUMERIC'] || env['LANG'] || new Intl.NumberFormat().resolvedOptions().locale
  );
}

/** Every word of the search must occur in some column; a status is either the service's name or ours. */
export function unitFilter(search: string, status: string): (unit: Unit) => boolean {
  const words = wordsOf(search);
  const asName = (text: string) => wordsOf(text).join('-');
  const wanted = asName(status);
  return (unit) => {
    const isStatus = wanted === '' || isLookedFor([wanted], unit.condition) || asName(unit.status) === wanted;
    if (!isStatus || words.length === 0) return isStatus;
    const { id, name, site, address, city, country, type } = unit;
    const text = haystackOf([id, name, site, address, city, country, type, unit.status].join('\n'));
    return words.every((word) => text.includes(word));
  };
}
