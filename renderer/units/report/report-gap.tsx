import { useSyncExternalStore } from 'react';
import { useServices } from '../../services.ts';
import { shortfallOf } from '../loading/list-gap.ts';

/** What the list lacks that a report is made of; null for a whole list (R41). */
export function useReportGap() {
  const { units, list } = useServices();
  const listState = useSyncExternalStore(list.state.subscribe, list.state.get);
  return shortfallOf(listState, units.size);
}

/** Says, in the window and on paper, that a report has not all units. */
export function ReportGap() {
  const { t } = useServices();
  const part = useReportGap();
  if (part === null) return null;
  const { received, total } = part;
  return (
    <p>
      <strong>
        {total === null ? t('history.part', { received }) : t('history.partOf', { received, total })}
      </strong>
    </p>
  );
}
