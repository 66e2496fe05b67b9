import { useSyncExternalStore } from 'react';
import { ActionText } from '../actions/action-button.tsx';
import { useServices } from '../services.ts';
import { Icon } from '../ui/icons.tsx';
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
    <div className="wrap incident-views">
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
