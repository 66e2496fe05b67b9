import { useId, useSyncExternalStore } from 'react';
import { exportFormats } from '../../../electron/contract/names.ts';
import { useServices } from '../../services.ts';
import { Button } from '../../ui/button.tsx';
import { MenuEntry, Popover } from '../../ui/popover.tsx';
import { isAllHidden, useSelectedUnits } from '../grid/selection.ts';
import { canExport, startExport } from './start-export.ts';

/** The "Export" button and its menu of formats. */
export function ExportButton() {
  const services = useServices();
  const { t, units, csv, selection } = services;
  useSyncExternalStore(csv.state.subscribe, csv.state.get);
  const possible = useSyncExternalStore(units.subscribe, () => canExport(services));
  const selected = useSelectedUnits(selection, units);
  const count = selected.shown.length;
  const onlyHidden = isAllHidden(selected);
  const name = count > 0 || onlyHidden ? t('grid.selection.export', { count }) : t('fleet.export.button');
  const id = useId();
  return (
    <>
      {/* The word stays as it is, so that nothing beside it moves. */}
      <Button
        kind="subtle"
        icon="save"
        aria-label={name}
        title={onlyHidden ? t('grid.selection.exportHidden') : name}
        busy={!possible}
        opens={id}
      >
        {t('fleet.export.button')}
      </Button>
      <Popover id={id} className="menu" label={t('fleet.export.format')}>
        {count > 0 && <p className="hint menu-heading">{name}</p>}
        {exportFormats.map((format) => (
          <MenuEntry key={format} menu={id} onChoose={() => startExport(services, format)}>
            {t(`fleet.export.formats.${format}`)}
          </MenuEntry>
        ))}
      </Popover>
    </>
  );
}
