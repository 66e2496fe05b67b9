import { memo } from 'react';
import type { HandedOver } from '../../electron/contract/hand-over.ts';
import { isMaintained } from '../../electron/contract/incident-facts.ts';
import { useServices } from '../services.ts';
import type { Translate } from '../ui/i18n.ts';
import { lengthText } from '../ui/length-text.ts';
import { useTimes } from '../ui/use-now.ts';
import { IncidentTableHead } from './incident-table-head.tsx';

interface Props {
  readonly rows: readonly HandedOver[];
  /** When it was handed over, ms since 1970. */
  readonly now: number;
  /** How many rows are drawn so far; all unless given. */
  readonly drawn?: number;
}

/** What is handed over, on the screen and on paper: open outages, then those that have ended. */
export const HandOverTable = memo(function HandOverTable({ rows, now, drawn = rows.length }: Props) {
  const { t } = useServices();
  const [open, ended] = [rows.filter(({ endedAt }) => endedAt === null), rows.filter(isEnded)];
  if (rows.length === 0) return <p>{t('incidents.handOver.none')}</p>;
  return (
    <table className="incident-table">
      <IncidentTableHead time="since" hasSelection={false} />
      <tbody>
        {open.slice(0, drawn).map((row) => (
          <Row key={row.id} row={row} now={now} />
        ))}
        {ended.length > 0 && drawn > open.length && (
          <tr className="incident-group">
            <th colSpan={4} scope="rowgroup">
              {t('incidents.handOver.endedTitle')} ({ended.length})
            </th>
          </tr>
        )}
        {ended.slice(0, Math.max(0, drawn - open.length)).map((row) => (
          <Row key={`${row.id} ${row.endedAt}`} row={row} now={now} />
        ))}
      </tbody>
    </table>
  );
});

function isEnded({ endedAt }: HandedOver): boolean {
  return endedAt !== null;
}

interface RowProps {
  readonly row: HandedOver;
  readonly now: number;
}

const Row = memo(function Row({ row, now }: RowProps) {
  const { t } = useServices();
  const { id, name, site, condition, fault, note } = row;
  return (
    <tr>
      <th scope="row" className="incident-unit">
        {name || id}
        <span className="hint">{[name === '' ? '' : id, site].filter(Boolean).join(' · ')}</span>
      </th>
      <td>
        <span className="badge" data-condition={condition}>
          {t(`units.labels.condition.${condition}`)}
        </span>
        {fault !== '' && <span className="hint incident-line">{fault}</span>}
      </td>
      <td className="figures">
        <Since row={row} />
      </td>
      <td>
        {statesOf(row, now, t).map((state) => (
          <span key={state} className="incident-line">
            {state}
          </span>
        ))}
        {note !== '' && <span className="incident-note">{note}</span>}
      </td>
    </tr>
  );
});

function Since({ row: { outageAt, firstSeenHere, endedAt } }: { readonly row: HandedOver }) {
  const { t } = useServices();
  const times = useTimes();
  if (outageAt === null) return null;
  const time = times.dateTime(outageAt);
  return (
    <>
      {firstSeenHere ? t('incidents.handOver.firstSeen', { time }) : time}
      {endedAt !== null && (
        <span className="hint incident-line">
          {t('incidents.columns.lasted')}: {lengthText(endedAt - outageAt, t)}
        </span>
      )}
    </>
  );
}

function statesOf(row: HandedOver, now: number, t: Translate): string[] {
  const { acknowledgedAt, snoozedUntil, maintenance, endedAt } = row;
  const at = endedAt === null ? now : endedAt - 1;
  return [
    ...(acknowledgedAt === null ? [] : [t('incidents.states.acknowledged')]),
    ...(snoozedUntil === null || snoozedUntil <= now ? [] : [t('incidents.states.snoozed')]),
    ...(isMaintained(maintenance, at) ? [t('incidents.states.maintenance')] : []),
  ];
}
