import { useId, useState } from 'react';
import type { ConnectionColor, ConnectionSummary } from '../../electron/contract/connections.ts';
import { connectionColors } from '../../electron/contract/names.ts';
import { useServices } from '../services.ts';
import { ManagedNote } from '../settings/managed.tsx';
import { ActionButton, Button } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { Icon } from '../ui/icons.tsx';
import { MenuEntry } from '../ui/popover.tsx';
import { useAction } from '../ui/use-action.ts';
import { useTold } from '../ui/use-told.ts';
import { ConnectionDot } from './connection-dot.tsx';
import { UnitsLookButton } from './setup/units-look-button.tsx';

interface Props {
  readonly connection: ConnectionSummary;
  readonly current: boolean;
  /** The organisation provides it, so the user cannot change or remove it. */
  readonly managed: boolean;
  /** The id of the popover, which closes on a choice. */
  readonly menu: string;
  readonly onSwitch: (connection: ConnectionSummary) => unknown;
  readonly onRemove: (connection: ConnectionSummary) => void;
}

/** One connection in the menu: a button that switches to it, and its expandable actions. */
export function ConnectionEntry({ connection, current, managed, menu, onSwitch, onRemove }: Props) {
  const { t } = useServices();
  const id = useId();
  const [unfolded, setUnfolded] = useState(false);
  return (
    <li aria-current={current || undefined}>
      <div className="row">
        <MenuEntry
          menu={menu}
          current={current ? t('connections.current') : null}
          onChoose={() => onSwitch(connection)}
        >
          <Names connection={connection} managed={managed} />
        </MenuEntry>
        <button
          type="button"
          className="button subtle connection-more"
          aria-label={t('connections.change', { name: connection.name })}
          aria-expanded={unfolded}
          aria-controls={id}
          onClick={() => setUnfolded(!unfolded)}
        >
          <Icon name="more" />
        </button>
      </div>
      <div id={id} className="connection-change" hidden={!unfolded}>
        {unfolded && (
          <>
            <Colors connection={connection} />
            {current && <UnitsLookButton menu={menu} />}
            {!connection.simulated && <EditAndExport connection={connection} menu={menu} managed={managed} />}
            {managed ? (
              <ManagedNote origin={connection.origin ?? ''} />
            ) : (
              <Button kind="subtle" icon="remove" onClick={() => onRemove(connection)}>
                {t('connections.remove')}
              </Button>
            )}
          </>
        )}
      </div>
    </li>
  );
}

/** Not for a simulated service: its values change at every start, so there is nothing to edit or export. */
function EditAndExport(props: Pick<Props, 'connection' | 'menu' | 'managed'>) {
  const { id, name } = props.connection;
  const { t, desktop, setup } = useServices();
  const save = useTold(async () => {
    const file = await desktop.call('exportConnection', { id });
    return file === null ? null : t('setup.exported', { file });
  });
  const edit = () => setup.set({ editing: { id, name } });
  return (
    <>
      {!props.managed && (
        <Button kind="subtle" icon="edit" opens={props.menu} onClick={edit}>
          {t('setup.edit')}
        </Button>
      )}
      <ActionButton kind="subtle" icon="save" action={save}>
        {t('setup.export')}
      </ActionButton>
    </>
  );
}

function Names({ connection, managed }: Pick<Props, 'connection' | 'managed'>) {
  const { t } = useServices();
  const { color, name, apiHost, identityHost, simulated } = connection;
  return (
    <>
      <ConnectionDot color={color} />
      <span className="menu-names">
        <span className="cut">{name}</span>
        <span className="cut hint">{apiHost ?? identityHost}</span>
      </span>
      {simulated && <span className="tag">{t('app.simulated')}</span>}
      {managed && (
        <span className="connection-lock" title={t('managed.title')}>
          <Icon name="lock" />
          <span className="visually-hidden">({t('managed.title')})</span>
        </span>
      )}
    </>
  );
}

function Colors({ connection }: Pick<Props, 'connection'>) {
  const { t, desktop } = useServices();
  const name = useId();
  const { id } = connection;
  const change = useAction((color: ConnectionColor) => desktop.call('changeConnection', { id, color }));
  return (
    <fieldset className="connection-colors">
      <legend className="visually-hidden">{t('connections.color')}</legend>
      {connectionColors.map((color) => (
        <label key={color} title={t(`connections.colors.${color}`)}>
          <input
            type="radio"
            className="visually-hidden"
            name={name}
            checked={color === connection.color}
            onChange={() => change.run(color)}
          />
          <ConnectionDot color={color} />
          <span className="visually-hidden">{t(`connections.colors.${color}`)}</span>
        </label>
      ))}
      {change.failure !== null && <FailureMessage failure={change.failure} />}
    </fieldset>
  );
}
