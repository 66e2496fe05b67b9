import type { ExportFormat } from '../../../electron/contract/names.ts';
import type { useServices } from '../../services.ts';
import { isAllHidden } from '../grid/selection.ts';
import { gapOf } from '../loading/list-gap.ts';
import type { UnitStore } from '../table/unit-store.ts';
import { exportColumns, exportName, tableOf } from './export-table.ts';

/**
 * Exports what the table shows, with its order and columns: the selected units if there are any, or else all of them.
 * Nothing where the search or the filters hide all that are selected.
 */
export async function startExport(
  { t, units, list, csv, desk, selection }: ReturnType<typeof useServices>,
  format: ExportFormat,
): Promise<void> {
  await settled(units);
  const state = desk.state.get();
  const titles = exportColumns(units.columns).map((column) =>
    column === 'outSinceFrom' ? t('outages.from') : t(`units.columns.${column}`),
  );
  const gap = gapOf(list.state.get(), units.size, state?.live.phase === 'live', Date.now());
  const name = exportName(t, state?.connection?.name ?? '', new Date(), gap);
  const selected = selection.units();
  if (isAllHidden(selected)) return;
  const only = selected.shown.length > 0 ? new Set(selected.shown) : null;
  await csv.start(tableOf(units, titles, format, only), name, gap);
}

/** Whether there is something to export, and no export begins or runs. */
export function canExport({
  units,
  csv,
  selection,
}: Pick<ReturnType<typeof useServices>, 'units' | 'csv' | 'selection'>): boolean {
  const { phase } = csv.state.get();
  return units.matching > 0 && !isAllHidden(selection.units()) && phase !== 'choosing' && phase !== 'writing';
}

/** Resolves once the table is up to date: a search or sort may still be running. */
function settled(store: Pick<UnitStore, 'busy' | 'subscribe'>): Promise<void> {
  return new Promise((resolve) => {
    if (!store.busy) return resolve();
    const unsubscribe = store.subscribe(() => {
      if (store.busy) return;
      unsubscribe();
      resolve();
    });
  });
}
