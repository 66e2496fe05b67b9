import { useSyncExternalStore } from 'react';
import { useServices } from '../../services.ts';
import { Button } from '../../ui/button.tsx';
import type { UnitStore } from '../table/unit-store.ts';
import { exportName, tableOf } from './export-table.ts';

/** Exports what the table shows to a CSV file: its filters, order and columns, in the window's language. */
export function ExportButton({ connection }: { readonly connection: string }) {
  const { t, units, csv } = useServices();
  const { phase } = useSyncExternalStore(csv.state.subscribe, csv.state.get);
  const nothing = useSyncExternalStore(units.subscribe, () => units.shown === 0);
  const start = async () => {
    await settled(units);
    const header = units.columns.map((column) => t(`units.columns.${column}`));
    const name = exportName(t('fleet.export.fileTitle'), connection, new Date());
    await csv.start(tableOf(units, header), name);
  };
  return (
    <Button
      kind="subtle"
      icon="save"
      busy={nothing || phase === 'choosing' || phase === 'writing'}
      onClick={start}
    >
      {t('fleet.export.button')}
    </Button>
  );
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
