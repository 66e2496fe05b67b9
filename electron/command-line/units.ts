import { haystackOf, wordsOf } from '../contract/fold.ts';
import { isLookedFor } from '../contract/names.ts';
import { hasWord, parseQuery } from '../contract/search.ts';
import type { Unit } from '../contract/units.ts';
import type { ApiClient } from '../core/api/client.ts';
import type { ToUnit } from '../core/units/unit-mapping.ts';
import { readUnits } from '../core/units/units.ts';
import type { Context } from './context.ts';
import { regionalFor } from './list-formats.ts';
import { printPages } from './list-output.ts';
import type { ListFormat } from './options.ts';
import { chosenColumns, chosenOrder, createUnitFormatter } from './unit-formats.ts';

interface UnitsOptions {
  format: ListFormat;
  search: string;
  status: string;
  columns?: string | undefined;
  sort?: string | undefined;
  toUnit?: ToUnit;
}

/** Writes the filtered list of units, as `printPages` does, and throws what it throws; `usage` for a column that there is not. */
export async function printUnits(
  api: Pick<ApiClient, 'open'>,
  path: string,
  options: UnitsOptions,
  { env, output, signal }: Pick<Context, 'env' | 'output' | 'signal'>,
) {
  const { format, search, status, toUnit } = options;
  const order = chosenOrder(options.sort);
  const how = { columns: chosenColumns(options.columns), isSorted: order !== undefined };
  const formatter = createUnitFormatter(format, { ...how, regional: await regionalFor(format, env) });
  return printPages(
    {
      name: 'list of units',
      pages: readUnits(api, path, signal, toUnit),
      itemsOf: ({ units }) => units,
      isWanted: unitFilter(search, status),
      formatter: () => formatter,
      order,
    },
    output,
  );
}

/** Searched as in the window: every word must begin a word of some column, and named conditions must apply. A status is either the service's name or ours. */
export function unitFilter(search: string, status: string): (unit: Unit) => boolean {
  const { words, conditions, types } = parseQuery(search);
  const asName = (text: string) => wordsOf(text).join('-');
  const wanted = asName(status);
  return (unit) => {
    const isStatus = wanted === '' || isLookedFor([wanted], unit.condition) || asName(unit.status) === wanted;
    if (!isStatus || (conditions && !isLookedFor(conditions, unit.condition))) return false;
    if (types && !types.includes(unit.type)) return false;
    if (words.length === 0) return true;
    const { id, name, site, address, city, country, type } = unit;
    const text = haystackOf([id, name, site, address, city, country, type, unit.status].join('\n'));
    return words.every((word) => hasWord(text, word));
  };
}
