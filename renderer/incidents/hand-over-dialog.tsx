import { useMemo, useSyncExternalStore } from 'react';
import type { OpenedHandOver } from '../../electron/contract/hand-over.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useTimes } from '../ui/use-now.ts';
import { useGrowing } from '../units/use-growing.ts';
import { takeOver } from './deeds.ts';
import { stillOpen } from './hand-over-rows.ts';
import { HandOverTable } from './hand-over-table.tsx';

/** The hand-over of a colleague, and what can be taken over from it. */
export function HandOverDialog() {
  const { incidents } = useServices();
  const opened = useSyncExternalStore(incidents.opened.subscribe, incidents.opened.get);
  return opened === null ? null : <Opened handOver={opened} />;
}

function Opened({ handOver }: { readonly handOver: OpenedHandOver }) {
  const here = useServices();
  const { t, units, incidents } = here;
  const times = useTimes();
  const version = useSyncExternalStore(units.subscribe, units.version);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the units change in place
  const open = useMemo(() => stillOpen(handOver, incidents.openOf), [handOver, incidents, version]);
  const close = () => incidents.opened.set(null);
  const { madeAt, connection, file, isOfConnection, incidents: rows, lack } = handOver;
  const drawn = useGrowing(rows.length);
  return (
    <Dialog title={t('incidents.handOver.title')} className="hand-over" onClose={close}>
      <p className="hint">
        {t('incidents.handOver.madeAt', { time: times.moment(madeAt), name: connection.name })} ·{' '}
        {t('incidents.handOver.file', { file })}
      </p>
      {!isOfConnection && (
        <p role="alert" className="field-error">
          {t('incidents.handOver.other', { name: connection.name })}
        </p>
      )}
      <section
        className="hand-over-rows"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        tabIndex={0}
        aria-label={t('incidents.handOver.count', { count: rows.length })}
      >
        <HandOverTable incidents={rows} lack={lack} now={madeAt} drawn={drawn} />
      </section>
      <p className="hint">
        {t(open.length > 0 ? 'incidents.handOver.takeAbout' : 'incidents.handOver.nothingToTake')}
      </p>
      <div className="actions dialog-actions">
        {open.length > 0 && (
          <Button kind="primary" closes onClick={() => takeOver(here, handOver)}>
            {t('incidents.handOver.take', { count: open.length })}
          </Button>
        )}
        <Button closes>{t('action.close')}</Button>
      </div>
    </Dialog>
  );
}
