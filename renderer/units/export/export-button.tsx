import { useId, useSyncExternalStore } from 'react';
import { exportFormats } from '../../../electron/contract/names.ts';
import { useServices } from '../../services.ts';
import { Button } from '../../ui/button.tsx';
import { MenuEntry, Popover } from '../../ui/popover.tsx';
import { canExport, startExport } from './start-export.ts';

/** The "Export" button and its menu of formats. */
export function ExportButton() {
  const services = useServices();
  const { t, units, csv } = services;
  useSyncExternalStore(csv.state.subscribe, csv.state.get);
  const possible = useSyncExternalStore(units.subscribe, () => canExport(services));
  const id = useId();
  return (
    <>
      <Button kind="subtle" icon="save" title={t('fleet.export.button')} busy={!possible} opens={id}>
        {t('fleet.export.button')}
      </Button>
      <Popover id={id} className="menu" label={t('fleet.export.format')}>
        {exportFormats.map((format) => (
          <MenuEntry key={format} menu={id} onChoose={() => startExport(services, format)}>
            {t(`fleet.export.formats.${format}`)}
          </MenuEntry>
        ))}
      </Popover>
    </>
  );
}
