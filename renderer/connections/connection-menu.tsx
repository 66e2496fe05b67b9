import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionSummary } from '../../electron/contract/connections.ts';
import type { DeskState } from '../../electron/contract/desk.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { AddIcon, ChevronIcon, ExploreIcon, FolderIcon } from '../ui/icons.tsx';
import { ConnectionDot } from './connection-dot.tsx';
import { ConnectionEntry } from './connection-entry.tsx';
import { RemoveConnection } from './remove-connection.tsx';
import { useConnections } from './use-connections.ts';

type Props = {
  readonly state: Pick<DeskState, 'connection' | 'connections' | 'managedConnections' | 'simulator'>;
};

/** Shows the window's connection on every screen; its popover lists the others and can add one. */
export function ConnectionMenu({ state }: Props) {
  const { t } = useTranslation();
  const { connection } = state;
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [removing, setRemoving] = useState<ConnectionSummary | null>(null);
  const { failure, remove, ...actions } = useConnections();
  return (
    <div className="connections">
      <button ref={button} type="button" className="button subtle connections-button" popoverTarget={id}>
        <span className="visually-hidden">{t('connection.title')}</span>
        {connection !== null && <ConnectionDot color={connection.color} />}
        <span className="connections-name">{connection?.name ?? t('connections.none')}</span>
        <ChevronIcon />
      </button>
      <section
        id={id}
        popover="auto"
        className="popover connections-popover"
        aria-label={t('connections.menu')}
        onBeforeToggle={(event) => event.newState === 'open' && setOpen(true)}
        // Unmount only after closing: focus returns to the button only if the focused element still exists.
        onToggle={(event) => event.newState === 'closed' && setOpen(false)}
      >
        {open && <Menu {...actions} id={id} state={state} onRemove={setRemoving} />}
      </section>
      {removing !== null && (
        <RemoveConnection
          connection={removing}
          onRemove={() => remove(removing)}
          onClose={() => {
            setRemoving(null);
            // The focused element went with the popover.
            button.current?.focus();
          }}
        />
      )}
      {failure !== null && failure.code !== 'cancelled' && (
        <div className="connections-failure">
          <FailureMessage failure={failure} />
        </div>
      )}
    </div>
  );
}

interface MenuProps extends Props, Pick<ReturnType<typeof useConnections>, 'switchTo' | 'open' | 'explore'> {
  /** The id of the popover, which closes on a choice. */
  readonly id: string;
  readonly onRemove: (connection: ConnectionSummary) => void;
}

function Menu({ id, state, switchTo, open, explore, onRemove }: MenuProps) {
  const { t } = useTranslation();
  const { connection, connections, managedConnections, simulator } = state;
  const { setup } = useServices();
  const isListed = connections.some((each) => each.id === connection?.id);
  const all = connection === null || isListed ? connections : [connection, ...connections];
  return (
    <>
      {all.length > 0 && (
        <ul aria-label={t('connections.list')}>
          {all.map((each) => (
            <ConnectionEntry
              key={each.id}
              connection={each}
              current={each.id === connection?.id}
              managed={managedConnections.includes(each.id)}
              menu={id}
              onSwitch={switchTo}
              onRemove={onRemove}
            />
          ))}
        </ul>
      )}
      <div className="connections-actions">
        <Button kind="subtle" icon={<AddIcon />} opens={id} onClick={() => setup.set({ editing: null })}>
          {t('setup.openNew')}
        </Button>
        <Button kind="subtle" icon={<FolderIcon />} opens={id} onClick={open}>
          {t('connection.open')}
        </Button>
        {simulator && !all.some(({ simulated }) => simulated) && (
          <Button kind="subtle" icon={<ExploreIcon />} opens={id} onClick={explore}>
            {t('connection.explore')}
          </Button>
        )}
      </div>
    </>
  );
}
