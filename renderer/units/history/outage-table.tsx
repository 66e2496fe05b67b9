import type { PastOutage } from '../../../electron/contract/ledger.ts';
import { useServices } from '../../services.ts';
import { HistoryTableHead } from './history-table-head.tsx';
import { useHistoryTexts } from './history-texts.ts';
import type { ShownHistory } from './use-unit-history.ts';

/** Outages shown; the table of the timeline has all. */
const most = 8;

interface Props extends Pick<ShownHistory, 'outages' | 'to'> {
  /** How many there were. */
  readonly count: number;
}

/** The latest outages of a unit with their durations; one that goes on counts up to now. */
export function OutageTable({ outages, count, to: now }: Props) {
  const { t } = useServices();
  const texts = useHistoryTexts();
  if (outages.length === 0) return null;
  // A list tells no more than that a unit is out by then.
  const durationText = (ms: number, source: PastOutage['source']) =>
    source === 'list' ? texts.atLeast(ms) : texts.length(ms);
  const latest = outages.slice(0, most);
  // Main tells not all of very many, but their number.
  const left = count - latest.length;
  return (
    <>
      <table className="history-table">
        <caption className="visually-hidden">{t('history.outages')}</caption>
        <HistoryTableHead />
        <tbody>
          {latest.map(({ from, to, condition, source, maintenance }) => (
            <tr key={from}>
              <td>{texts.time(from)}</td>
              <td>{t(`units.labels.condition.${condition}`)}</td>
              <td className="figures">
                {durationText(Math.max(0, (to ?? now) - from - maintenance), source)}
                {maintenance > 0 && (
                  <span className="hint field-time">
                    {t('history.besides', { length: texts.length(maintenance) })}
                  </span>
                )}
                {to === null && <span className="hint field-time">{t('history.stillOut')}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 && <p className="hint">{t('history.earlierOutages', { count: left })}</p>}
    </>
  );
}
