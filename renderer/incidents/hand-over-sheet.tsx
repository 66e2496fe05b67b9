import { useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { useServices } from '../services.ts';
import { useTimes } from '../ui/use-now.ts';
import { HandOverTable } from './hand-over-table.tsx';

/** The page that is printed: only while it is made, and not on the screen. It stands beside the window's own content. */
export function HandOverSheet() {
  const { t, desk, incidents } = useServices();
  const times = useTimes();
  const printed = useSyncExternalStore(incidents.printed.subscribe, incidents.printed.get);
  if (printed === null) return null;
  const now = Date.now();
  const name = desk.state.get()?.connection?.name ?? '';
  return createPortal(
    <article className="hand-over-sheet">
      <h1>{t('incidents.handOver.page', { name })}</h1>
      <p>
        {times.moment(now)} · {t('incidents.handOver.count', { count: printed.incidents.length })}
      </p>
      <HandOverTable {...printed} now={now} />
      <p className="hint">{t('incidents.handOver.redacted')}</p>
    </article>,
    document.body,
  );
}
