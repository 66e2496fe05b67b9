import { useId, useSyncExternalStore } from 'react';
import { ActionText } from '../actions/action-button.tsx';
import { perform } from '../actions/perform.ts';
import { actionOf } from '../actions/registry.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icons.tsx';
import { MenuEntry, Popover } from '../ui/popover.tsx';
import { useOneTabStop } from '../ui/use-one-tab-stop.ts';
import { incidentOrders } from './incident-rows.ts';

/** Which incidents are shown, in which order, and what is done about those that are chosen. */
export function IncidentToolbar() {
  const { incidents } = useServices();
  const { list, last, selection } = incidents;
  // The words of the actions follow what is chosen.
  useSyncExternalStore(selection.subscribe, selection.get);
  useSyncExternalStore(list.subscribe, list.get);
  useSyncExternalStore(last.subscribe, last.get);
  const oneTabStop = useOneTabStop<HTMLDivElement>();
  return (
    <div data-pane className="wrap incident-toolbar" {...oneTabStop}>
      <Views />
      <div className="wrap incident-deeds">
        <ActionText id="incident-acknowledge" />
        <ActionText id="incident-snooze" />
        <ActionText id="incident-note" />
        <ActionText id="incident-maintenance" />
        <ActionText id="incident-undo" />
        <HandOverMenu />
      </div>
    </div>
  );
}

function Views() {
  const { t, incidents } = useServices();
  const view = useSyncExternalStore(incidents.view.subscribe, incidents.view.get);
  const { total } = useSyncExternalStore(incidents.list.subscribe, incidents.list.get);
  const ended = useSyncExternalStore(incidents.ended.subscribe, incidents.ended.get).length;
  const { chosen } = useSyncExternalStore(incidents.selection.subscribe, incidents.selection.get);
  const counts = { open: total, ended };
  return (
    <div className="wrap">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be a frame around buttons */}
      <div role="group" className="wrap" aria-label={t('incidents.views')}>
        {(['open', 'ended'] as const).map((shows) => (
          <button
            key={shows}
            type="button"
            className="chip"
            aria-pressed={view.shows === shows}
            onClick={() => incidents.view.set({ ...view, shows })}
          >
            {t(`incidents.${shows}`, { count: counts[shows] })}
          </button>
        ))}
      </div>
      {view.shows === 'open' && (
        // biome-ignore lint/a11y/useSemanticElements: as above
        <div role="group" className="wrap" aria-label={t('incidents.order')}>
          {incidentOrders.map((order) => (
            <button
              key={order}
              type="button"
              className="chip"
              aria-pressed={view.order === order}
              onClick={() => incidents.view.set({ ...view, order })}
            >
              {t(`incidents.orders.${order}`)}
            </button>
          ))}
        </div>
      )}
      {chosen.size > 0 && (
        <button type="button" className="chip" onClick={incidents.selection.clear}>
          {t('incidents.chosen', { count: chosen.size })} <Icon name="close" />
        </button>
      )}
    </div>
  );
}

const handOverActions = ['save-hand-over', 'save-hand-over-page', 'open-hand-over'] as const;

function HandOverMenu() {
  const here = useServices();
  const { t } = here;
  const id = useId();
  return (
    <>
      <Button kind="subtle" icon="people" opens={id}>
        {t('incidents.actions.handOver')}
      </Button>
      <Popover id={id} className="menu" label={t('incidents.actions.handOver')}>
        <ul>
          {handOverActions.map((name) => {
            const action = actionOf(name);
            return (
              <li key={name}>
                <MenuEntry menu={id} onChoose={() => perform(action, here)}>
                  {action.icon && <Icon name={action.icon} />}
                  {action.title(here)}
                </MenuEntry>
              </li>
            );
          })}
        </ul>
        <p className="hint">{t('incidents.handOver.redacted')}</p>
      </Popover>
    </>
  );
}
