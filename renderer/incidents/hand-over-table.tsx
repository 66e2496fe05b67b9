import { memo } from 'react';
import type { HandedOver, HandOverFile } from '../../electron/contract/hand-over.ts';
import { useServices } from '../services.ts';
import type { Translate } from '../ui/i18n.ts';
import { lengthText } from '../ui/length-text.ts';
import { useTimes } from '../ui/use-now.ts';
import { IncidentTableHead } from './incident-table-head.tsx';

interface Props extends Pick<HandOverFile, 'incidents' | 'lack'> {
  /** When it was handed over, ms since 1970. */
  readonly now: number;
  /** How many rows are drawn so far; all unless given. */
  readonly drawn?: number;
}

/** What is handed over, on the screen and on paper: open outages, then those that have ended. */
export const HandOverTable = memo(function HandOverTable({
  incidents: rows,
  lack,
  now,
  drawn = rows.length,
}: Props) {
  const { t } = useServices();
  const [open, ended] = [rows.filter(({ endedAt }) => endedAt === null), rows.filter(isEnded)];
  return (
    <>
      <Lack lack={lack} />
      {rows.length === 0 ? (
        <p>{t(lack.part === null ? 'incidents.handOver.none' : 'incidents.handOver.noneOfPart')}</p>
      ) : (
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
      )}
    </>
  );
});

/** What is missing in it: it is read where nobody can ask the window. */
function Lack({ lack: { part, asOf, left, endedFrom } }: Pick<HandOverFile, 'lack'>) {
  const { t } = useServices();
  const times = useTimes();
  const lines = [
    part === null
      ? null
      : part.total === null
        ? t('incidents.handOver.part', { received: part.received })
        : t('incidents.handOver.partOf', { received: part.received, total: part.total }),
    asOf === null ? null : t('incidents.handOver.asOf', { time: times.moment(asOf) }),
    left === 0 ? null : t('incidents.handOver.left', { count: left }),
    endedFrom === null ? null : t('incidents.handOver.endedFrom', { time: times.moment(endedFrom) }),
  ].filter((line) => line !== null);
  return lines.map((line) => (
    <p key={line} className="hand-over-lack">
      <strong>{line}</strong>
    </p>
  ));
}

function isEnded({ endedAt }: HandedOver): boolean {
  return endedAt !== null;
}

interface RowProps {
  readonly row: HandedOver;
  readonly now: number;
}

const Row = memo(function Row({ row, now }: RowProps) {
  const { t } = useServices();
  const times = useTimes();
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
        {statesOf(row, now, times.dateTime, t).map(([state, time]) => (
          <span key={state} className="incident-line">
            {state} <span className="hint">{time}</span>
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

/** What was said of it, and since or until when: who reads it has to know when a snooze is over. */
function statesOf(
  { acknowledgedAt, snoozedUntil, maintenance, endedAt }: HandedOver,
  now: number,
  timeOf: (at: number) => string,
  t: Translate,
): [state: string, time: string][] {
  const at = endedAt === null ? now : endedAt - 1;
  const until = (end: number | null) =>
    end === null ? t('incidents.untilEnd') : t('incidents.until', { time: timeOf(end) });
  const current = maintenance.find(({ from, to }) => from <= at && (to === null || at < to));
  return [
    ...(acknowledgedAt === null
      ? []
      : [pair('acknowledged', t('incidents.acknowledgedAt', { time: timeOf(acknowledgedAt) }))]),
    ...(snoozedUntil === null || snoozedUntil <= now ? [] : [pair('snoozed', until(snoozedUntil))]),
    ...(current === undefined ? [] : [pair('maintenance', until(current.to))]),
  ];

  function pair(state: 'acknowledged' | 'snoozed' | 'maintenance', time: string): [string, string] {
    return [t(`incidents.states.${state}`), time];
  }
}
