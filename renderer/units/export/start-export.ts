import type { ExportFormat } from '../../../electron/contract/names.ts';
import type { useServices } from '../../services.ts';
import { gapOf } from '../loading/list-gap.ts';
import type { UnitStore } from '../table/unit-store.ts';
import { exportColumns, exportName, tableOf } from './export-table.ts';

/** Exports what the table shows: its filters, order and columns. */
export async function startExport(
  { t, units, list, csv, desk }: ReturnType<typeof useServices>,
  format: ExportFormat,
): Promise<void> {
  await settled(units);
  const state = desk.state.get();
  const titles = exportColumns(units.columns).map((column) =>
    column === 'outSinceFrom' ? t('outages.from') : t(`units.columns.${column}`),
  );
  const gap = gapOf(list.state.get(), units.size, state?.live.phase === 'live', Date.now());
  const name = exportName(t, state?.connection?.name ?? '', new Date(), gap);
  await csv.start(tableOf(units, titles, format), name, gap);
}

/** Whether there is something to export, and no export begins or runs. */
export function canExport({ units, csv }: Pick<ReturnType<typeof useServices>, 'units' | 'csv'>): boolean {
  const { phase } = csv.state.get();
  return units.matching > 0 && phase !== 'choosing' && phase !== 'writing';
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
