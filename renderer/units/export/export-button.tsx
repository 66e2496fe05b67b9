import { useId, useSyncExternalStore } from 'react';
import { type ExportFormat, exportFormats } from '../../../electron/contract/names.ts';
import { useServices } from '../../services.ts';
import { Button } from '../../ui/button.tsx';
import { MenuEntry, Popover } from '../../ui/popover.tsx';
import { useSelectedUnits } from '../grid/selection.ts';
import { gapOf } from '../loading/list-gap.ts';
import type { UnitStore } from '../table/unit-store.ts';
import { exportColumns, exportName, tableOf } from './export-table.ts';

interface Props {
  /** The name of the connection, for that of the file. */
  readonly connection: string;
  /** Live updates keep the list current. */
  readonly isLive: boolean;
}

/**
 * The "Export" button and its menu of formats. Exports what the table shows, with its order and columns: the selected
 * units if there are any, or else all of them.
 */
export function ExportButton({ connection, isLive }: Props) {
  const { t, units, list, csv, selection } = useServices();
  const { phase } = useSyncExternalStore(csv.state.subscribe, csv.state.get);
  const nothing = useSyncExternalStore(units.subscribe, () => units.matching === 0);
  const { shown, hidden } = useSelectedUnits(selection, units);
  const selects = shown.length + hidden > 0;
  const onlyHidden = selects && shown.length === 0;
  const id = useId();
  const start = async (format: ExportFormat) => {
    await settled(units);
    const titles = exportColumns(units.columns).map((column) =>
      column === 'outSinceFrom' ? t('outages.from') : t(`units.columns.${column}`),
    );
    const gap = gapOf(list.state.get(), units.size, isLive, Date.now());
    const only = selects ? new Set(selection.units().shown) : null;
    if (only?.size === 0) return;
    await csv.start(tableOf(units, titles, format, only), exportName(t, connection, new Date(), gap), gap);
  };
  return (
    <>
      <Button
        kind="subtle"
        icon="save"
        busy={nothing || onlyHidden || phase === 'choosing' || phase === 'writing'}
        title={onlyHidden ? t('grid.selection.exportHidden') : undefined}
        opens={id}
      >
        {selects ? t('grid.selection.export', { count: shown.length }) : t('fleet.export.button')}
      </Button>
      <Popover id={id} className="menu" label={t('fleet.export.format')}>
        {exportFormats.map((format) => (
          <MenuEntry key={format} menu={id} onChoose={() => start(format)}>
            {t(`fleet.export.formats.${format}`)}
          </MenuEntry>
        ))}
      </Popover>
    </>
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
