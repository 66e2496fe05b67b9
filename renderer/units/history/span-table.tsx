import { useId, useState } from 'react';
import type { HistorySpan } from '../../../electron/contract/ledger.ts';
import { useServices } from '../../services.ts';
import { Button } from '../../ui/button.tsx';
import { useHistoryTexts } from './history-texts.ts';
import { kindText } from './timeline.tsx';

/** Rows at once: nobody reads more, and a unit may change thousands of times in a month. */
const most = 200;

/** What the timeline shows, in words, the latest first. It is hidden from the eyes only: a screen reader and a print have it. */
export function SpanTable({ spans }: { readonly spans: readonly HistorySpan[] }) {
  const { t } = useServices();
  const texts = useHistoryTexts();
  const [isShown, show] = useState(false);
  const id = useId();
  const latest = spans.slice(-most).reverse();
  const left = spans.length - latest.length;
  return (
    <>
      <div id={id} className={isShown ? 'span-table' : 'span-table visually-hidden'}>
        <table className="history-table">
          <caption className="visually-hidden">{t('history.table')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('history.from')}</th>
              <th scope="col">{t('units.columns.status')}</th>
              <th scope="col" className="figures">
                {t('history.duration')}
              </th>
            </tr>
          </thead>
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
      <Button kind="subtle" aria-expanded={isShown} aria-controls={id} onClick={() => show(!isShown)}>
        {t(isShown ? 'history.hideTable' : 'history.showTable')}
      </Button>
    </>
  );
}
