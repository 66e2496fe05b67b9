import type { PastOutage } from '../../../electron/contract/ledger.ts';
import { useServices } from '../../services.ts';
import { HistoryTableHead } from './history-table-head.tsx';
import { useHistoryTexts } from './history-texts.ts';
import type { ShownHistory } from './use-unit-history.ts';

/** Outages shown; the table of the timeline has all. */
const most = 8;

/** The latest outages of a unit with their durations; one that goes on counts up to now. */
export function OutageTable({ outages, to: now }: Pick<ShownHistory, 'outages' | 'to'>) {
  const { t } = useServices();
  const texts = useHistoryTexts();
  if (outages.length === 0) return null;
  // A list tells no more than that a unit is out by then.
  const durationText = (ms: number, source: PastOutage['source']) =>
    source === 'list' ? texts.atLeast(ms) : texts.length(ms);
  const latest = outages.slice(0, most);
  const left = outages.length - latest.length;
  return (
    <>
      <table className="history-table">
        <caption className="visually-hidden">{t('history.outages')}</caption>
        <HistoryTableHead />
        <tbody>
          {latest.map(({ from, to, condition, source }) => (
            <tr key={from}>
              <td>{texts.time(from)}</td>
              <td>{t(`units.labels.condition.${condition}`)}</td>
              <td className="figures">
                {durationText((to ?? now) - from, source)}
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
