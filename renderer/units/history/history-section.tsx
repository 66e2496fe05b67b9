import { memo, useId, useState, useSyncExternalStore } from 'react';
import type { DeskState } from '../../../electron/contract/desk.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import { useServices } from '../../services.ts';
import { Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { Segments } from '../../ui/segments.tsx';
import { useTimes } from '../../ui/use-now.ts';
import { type HistoryRange, historyRanges } from './history-range.ts';
import { useHistoryTexts } from './history-texts.ts';
import { OutageTable } from './outage-table.tsx';
import { SpanTable } from './span-table.tsx';
import { Timeline } from './timeline.tsx';
import { type ShownHistory, useUnitHistory } from './use-unit-history.ts';

/** What MAX Desk itself has seen of a unit in the last day, week or month. */
export const HistorySection = memo(function HistorySection({
  id,
  condition,
}: Pick<Unit, 'id' | 'condition'>) {
  const { t, historyRange } = useServices();
  const range = useSyncExternalStore(historyRange.subscribe, historyRange.get);
  const answer = useUnitHistory({ id, condition }, range);
  const title = useId();
  return (
    <section className="unit-history" aria-labelledby={title}>
      <div className="wrap history-heading">
        <h3 id={title}>{t('history.title')}</h3>
        <Segments
          legend={t('history.period')}
          values={historyRanges}
          current={range}
          onChoose={historyRange.set}
          textOf={(each) => t(`history.ranges.${each}`)}
        />
      </div>
      {answer.kind === 'loading' && <p className="hint">{t('history.loading')}</p>}
      {answer.kind === 'failed' && <FailureMessage failure={answer.failure} />}
      {answer.kind === 'ready' && (
        <KnownHistory key={`${id} ${range}`} history={answer.history} range={range} />
      )}
    </section>
  );
});

interface KnownProps {
  readonly history: ShownHistory;
  readonly range: HistoryRange;
}

function KnownHistory({ history, range }: KnownProps) {
  const { t } = useServices();
  const { spans, from, to, since } = history;
  const times = useTimes();
  const [isShown, show] = useState(false);
  const table = useId();
  if (since === null) return <p className="hint">{t('history.nothing')}</p>;
  return (
    <>
      <p className="print-only">{t('history.reach', { from: times.moment(from), to: times.moment(to) })}</p>
      <Timeline spans={spans} from={from} to={to} range={range} />
      <HistoryFacts history={history} />
      <OutageTable outages={history.outages} count={history.availability.outages} to={to} />
      <SpanTable id={table} spans={spans} isShown={isShown} />
      <div className="wrap history-actions">
        <Button kind="subtle" aria-expanded={isShown} aria-controls={table} onClick={() => show(!isShown)}>
          {t(isShown ? 'history.hideTable' : 'history.showTable')}
        </Button>
        <Button kind="subtle" onClick={() => window.print()}>
          {t('history.print')}
        </Button>
      </div>
      <Reach since={since} from={from} />
    </>
  );
}

/** Availability as a range, outages, and how long a repair took on average. */
function HistoryFacts({ history: { availability } }: Pick<KnownProps, 'history'>) {
  const { t } = useServices();
  const texts = useHistoryTexts();
  const { outages: count, repair, maintenance } = availability;
  return (
    <Facts
      facts={[
        [t('history.availability'), texts.availability(availability)],
        [
          t('history.outages'),
          count === 0
            ? t('history.noOutage')
            : t('history.outageCount', { count, length: texts.out(availability) }),
        ],
        [t('history.repair'), repair === null ? null : texts.length(repair)],
        [
          t('history.kinds.maintenance'),
          maintenance > 0 ? t('history.notCounted', { length: texts.length(maintenance) }) : null,
        ],
      ]}
    />
  );
}

/** How far the record reaches back, and what has to be said of how it is kept. */
function Reach({ since, from }: { readonly since: number; readonly from: number }) {
  const { t, desk } = useServices();
  const times = useTimes();
  const ledger = useSyncExternalStore(desk.state.subscribe, desk.state.get)?.ledger;
  return (
    <p className="hint">
      {since > from && `${t('history.since', { time: times.moment(since) })} `}
      {t('history.seenHere')}
      {ledger !== undefined && keepingText(ledger).map((key) => ` ${t(key, { count: ledger.setAside })}`)}
    </p>
  );
}

function keepingText({ phase, setAside }: DeskState['ledger']) {
  return [
    ...(phase === 'memory' ? (['history.memory'] as const) : []),
    ...(phase === 'failed' ? (['history.notKept'] as const) : []),
    ...(setAside > 0 ? (['history.setAside'] as const) : []),
  ];
}
