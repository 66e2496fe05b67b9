import { useSyncExternalStore } from 'react';
import { useServices } from '../services.ts';

/** How many incidents need attention, entrapments and what nobody has acknowledged, beside the place's name; nothing where there is none. */
export function IncidentCount() {
  const { t, incidents } = useServices();
  const { counts } = useSyncExternalStore(incidents.list.subscribe, incidents.list.get);
  const count = counts.entrapment + counts.new;
  if (count === 0) return null;
  return (
    <span
      className="incident-count"
      data-entrapment={counts.entrapment > 0}
      title={t('incidents.toDo', { count })}
    >
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className="visually-hidden">{t('incidents.toDo', { count })}</span>
    </span>
  );
}
