import { useState } from 'react';
import type { FleetHistory } from '../../../electron/contract/ledger.ts';
import { goToUnit } from '../../actions/go-to-unit.ts';
import { useServices } from '../../services.ts';
import { failureText } from '../../ui/failure-text.ts';
import type { Translate } from '../../ui/i18n.ts';
import { BarList } from '../overview/bar-list.tsx';
import { useHistoryTexts } from './history-texts.ts';
import { type FleetAnswer, useFleetHistory } from './use-fleet-history.ts';
import { type WorstOrder, worstBars, worstOrders } from './worst-bars.ts';

/** The units that were out longest, or most often, in the last 30 days; each leads to its unit. */
export function WorstUnits() {
  const here = useServices();
  const { t, units } = here;
  const onGo = (id: string) => goToUnit(here, id);
  const texts = useHistoryTexts();
  const answer = useFleetHistory();
  const [order, setOrder] = useState<WorstOrder>('longest');
  const history = answer?.history ?? null;
  const bars = history === null ? [] : worstBars(history.worst, order, { units, texts, t, onGo });
  return (
    <BarList
      title={titleOf(answer, t)}
      bars={bars}
      none={noneText(answer, t)}
      keepsRoom
      head={
        <>
          <OrderChoice order={order} onChoose={setOrder} />
          {history !== null && history.since !== null && (
            <p className="hint chart-caption">
              {t(answer?.isOfAll ? 'history.worst.availableOfAll' : 'history.worst.available', {
                range: texts.availability(watchedTogether(history, answer?.from ?? 0)),
              })}
            </p>
          )}
        </>
      }
    />
  );
}

/** Of a fleet it is said when nobody watched, not for how many units together. */
function watchedTogether({ availability, unwatched, since }: FleetHistory, begin: number) {
  return {
    ...availability,
    unwatched: unwatched.reduce((sum, { from, to }) => sum + to - from, 0),
    unrecorded: (since ?? begin) - begin,
  };
}

function titleOf(answer: FleetAnswer | null, t: Translate): string {
  const title = t('history.worst.title');
  return answer?.isOfAll ? `${title}, ${t('history.worst.ofAll')}` : title;
}

function noneText(answer: FleetAnswer | null, t: Translate): string {
  if (answer === null) return t('history.loading');
  if (answer.failure !== null) return failureText(answer.failure, t).title;
  return t(answer.history?.since === null ? 'history.worst.nothing' : 'history.worst.none');
}

interface ChoiceProps {
  readonly order: WorstOrder;
  readonly onChoose: (order: WorstOrder) => void;
}

/** Buttons, so that they share the one tab stop of the overview. */
function OrderChoice({ order, onChoose }: ChoiceProps) {
  const { t } = useServices();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div role="group" className="row segments" aria-label={t('history.worst.by')}>
      {worstOrders.map((each) => (
        <button
          key={each}
          type="button"
          className="segment"
          aria-pressed={each === order}
          title={t(`history.worst.${each}`)}
          onClick={() => onChoose(each)}
        >
          <span className="cut">{t(`history.worst.${each}`)}</span>
        </button>
      ))}
    </div>
  );
}
