import { useId, useRef, useState } from 'react';
import type { ConnectionSummary } from '../../electron/contract/connections.ts';
import type { DeskState } from '../../electron/contract/desk.ts';
import { BelowHeader } from '../below-header.tsx';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureLine } from '../ui/failure-line.tsx';
import { Icon } from '../ui/icons.tsx';
import { opener, Popover } from '../ui/popover.tsx';
import { ConnectionDot } from './connection-dot.tsx';
import { ConnectionEntry } from './connection-entry.tsx';
import { useConnections } from './use-connections.ts';

type Props = {
  readonly state: Pick<DeskState, 'connection' | 'connections' | 'managedConnections' | 'simulator'>;
};

/** Shows the window's connection on every screen; its popover lists the others and can add one. */
export function ConnectionMenu({ state }: Props) {
  const { t } = useServices();
  const { connection } = state;
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [removing, setRemoving] = useState<ConnectionSummary | null>(null);
  const actions = useConnections();
  const { failure } = actions;
  return (
    <div className="connections">
      <button ref={button} type="button" className="button subtle connections-button" {...opener(id)}>
        <span className="visually-hidden">{t('connection.title')}</span>
        {connection !== null && <ConnectionDot color={connection.color} />}
        <strong className="cut">{connection?.name ?? t('connections.none')}</strong>
        <Icon name="chevron" />
      </button>
      <Popover id={id} className="menu connections-popover" label={t('managed.keys.connections')}>
        <Menu id={id} state={state} actions={actions} onRemove={setRemoving} />
      </Popover>
      {removing !== null && (
        <RemoveConnection
          connection={removing}
          onRemove={() => actions.remove(removing)}
          onClose={() => {
            setRemoving(null);
            // The focused element went with the popover.
            button.current?.focus();
          }}
        />
      )}
      {failure !== null && failure.code !== 'cancelled' && (
        <BelowHeader>
          <FailureLine key={failure.message} failure={failure} dismissible />
        </BelowHeader>
      )}
    </div>
  );
}

interface MenuProps extends Props {
  /** The id of the popover, which closes on a choice. */
  readonly id: string;
  readonly actions: ReturnType<typeof useConnections>;
  readonly onRemove: (connection: ConnectionSummary) => void;
}

function Menu({ id, state, actions, onRemove }: MenuProps) {
  const { t, setup } = useServices();
  const { connection, connections, managedConnections, simulator } = state;
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
              onSwitch={actions.switchTo}
              onRemove={onRemove}
            />
          ))}
        </ul>
      )}
      <div className="menu-actions">
        <Button kind="subtle" icon="add" opens={id} onClick={() => setup.set({ editing: null })}>
          {t('setup.openNew')}
        </Button>
        <Button kind="subtle" icon="folder" opens={id} onClick={actions.open}>
          {t('connection.open')}
        </Button>
        {simulator && !all.some(({ simulated }) => simulated) && (
          <Button kind="subtle" icon="explore" opens={id} onClick={actions.explore}>
            {t('connection.explore')}
          </Button>
        )}
      </div>
    </>
  );
}

const forgotten = ['signIns', 'key', 'units'] as const;

interface RemoveProps {
  readonly connection: ConnectionSummary;
  readonly onRemove: () => unknown;
  readonly onClose: () => void;
}

/** Asks before a connection is removed, and lists what is removed with it. */
function RemoveConnection({ connection, onRemove, onClose }: RemoveProps) {
  const { t } = useServices();
  return (
    <Dialog title={t('connections.removeTitle', { name: connection.name })} onClose={onClose}>
      <p>{t('connections.removeMeaning')}</p>
      <ul>
        {forgotten.map((each) => (
          <li key={each}>{t(`connections.forgotten.${each}`)}</li>
        ))}
      </ul>
      <p className="hint">{t(connection.simulated ? 'connections.simulatedStays' : 'connections.stays')}</p>
      <div className="actions dialog-actions">
        <Button kind="primary" closes onClick={onRemove}>
          {t('action.remove')}
        </Button>
        <Button closes>{t('action.cancel')}</Button>
      </div>
    </Dialog>
  );
}
