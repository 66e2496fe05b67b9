import type { HistorySpan } from '../../../electron/contract/ledger.ts';
import { useServices } from '../../services.ts';
import { HistoryTableHead } from './history-table-head.tsx';
import { useHistoryTexts } from './history-texts.ts';
import { kindText } from './timeline.tsx';

/** Rows at once: nobody reads more, and a unit may change thousands of times in a month. */
const most = 200;

interface Props {
  readonly id: string;
  readonly spans: readonly HistorySpan[];
  /** If false, it is hidden from the eyes only: a screen reader and a print have it. */
  readonly isShown: boolean;
}

/** What the timeline shows, in words, the latest first. */
export function SpanTable({ id, spans, isShown }: Props) {
  const { t } = useServices();
  const texts = useHistoryTexts();
  const latest = spans.slice(-most).reverse();
  const left = spans.length - latest.length;
  return (
    <div id={id} className={isShown ? 'span-table' : 'span-table visually-hidden'}>
      <table className="history-table">
        <caption className="visually-hidden">{t('history.table')}</caption>
        <HistoryTableHead />
        <tbody>
          {latest.map(({ from, to, condition }) => (
            <tr key={from}>
              <td>{texts.time(from)}</td>
              <td>{kindText(condition, t)}</td>
              <td className="figures">{texts.length(to - from)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 && <p className="hint">{t('history.earlier', { count: left })}</p>}
    </div>
  );
}
