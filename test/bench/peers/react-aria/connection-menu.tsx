import { useSyncExternalStore } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ConnectionDot } from '../../../../renderer/connections/connection-dot.tsx';
import { useConnections } from '../../../../renderer/connections/use-connections.ts';
import { useServices } from '../../../../renderer/services.ts';
import { ChevronIcon } from '../../../../renderer/ui/icons.tsx';

/** In the place of `renderer/connections/connection-menu.tsx`, whatever that is given. */
export function ConnectionMenu() {
  const { t } = useTranslation();
  const { desk, setup } = useServices();
  const state = useSyncExternalStore(desk.state.subscribe, desk.state.get);
  const { connection = null, connections = [] } = state ?? {};
  const { switchTo, open, explore } = useConnections();
  return (
    <div className="connections">
      <MenuTrigger>
        <Button className="button subtle connections-button">
          <span className="visually-hidden">{t('connection.title')}</span>
          {connection !== null && <ConnectionDot color={connection.color} />}
          <span className="connections-name">{connection?.name ?? t('connections.none')}</span>
          <ChevronIcon />
        </Button>
        <Popover className="popover connections-popover">
          <Menu aria-label={t('connections.menu')}>
            {connections.map((each) => (
              <MenuItem key={each.id} onAction={() => void switchTo(each)}>
                {each.name}
              </MenuItem>
            ))}
            <MenuItem onAction={() => setup.set({ editing: null })}>{t('setup.openNew')}</MenuItem>
            <MenuItem onAction={() => void open()}>{t('connection.open')}</MenuItem>
            <MenuItem onAction={() => void explore()}>{t('connection.explore')}</MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
    </div>
  );
}
