import { Fragment, memo, useId } from 'react';
import { goToUnit } from '../actions/go-to-unit.ts';
import { useServices } from '../services.ts';
import { useTimes } from '../ui/use-now.ts';
import { beforeText } from './before-text.ts';
import { IncidentRowHead } from './incident-row-head.tsx';
import type { IncidentRow } from './incident-rows.ts';
import { IncidentTableHead } from './incident-table-head.tsx';
import { useIncidentKeys } from './use-incident-keys.ts';
import { WindowedRows } from './windowed-rows.tsx';

interface Props {
  readonly rows: readonly IncidentRow[];
  /** For the ages, ms since 1970. */
  readonly now: number;
}

/** The open outages by what there is to do about them. */
export function IncidentTable({ rows, now }: Props) {
  const here = useServices();
  const { t, incidents } = here;
  const { state, active, cursor, around } = useIncidentKeys((id) => goToUnit(here, id));
  const { counts } = incidents.list.get();
  const groups = groupStarts(rows);
  const hint = useId();
  const rowAt = (place: number) => {
    const row = rows[place];
    if (row === undefined) return null;
    const before = groups.filter((start) => start <= place).length;
    return (
      <Fragment key={row.unit.id}>
        {groups.includes(place) && (
          <tr className="incident-group" aria-rowindex={place + before + 1}>
            <th colSpan={5} scope="rowgroup">
              {t(`incidents.states.${row.state}`)} ({counts[row.state]})
            </th>
          </tr>
        )}
        <Row
          row={row}
          place={place}
          index={place + before + 2}
          now={now}
          isActive={row.unit.id === active}
          isChosen={state.chosen.has(row.unit.id)}
        />
      </Fragment>
    );
  };
  return (
    <>
      <table
        className="incident-table"
        aria-label={t('incidents.tableOpen')}
        aria-describedby={hint}
        aria-rowcount={rows.length + groups.length + 1}
      >
        <IncidentTableHead time="since" />
        <tbody {...around}>
          <WindowedRows count={rows.length} active={cursor} body={around.ref} rowAt={rowAt} />
        </tbody>
      </table>
      <p id={hint} className="hint">
        {t('incidents.keys')}
      </p>
    </>
  );
}

/** The places at which rows of another state begin. */
function groupStarts(rows: readonly IncidentRow[]): number[] {
  return [...rows.keys()].filter((place) => rows[place]?.state !== rows[place - 1]?.state);
}

interface RowProps {
  readonly row: IncidentRow;
  readonly place: number;
  /** Among all rows of the table, from 1 on. */
  readonly index: number;
  readonly now: number;
  readonly isActive: boolean;
  readonly isChosen: boolean;
}

const Row = memo(function Row({ row, place, index, now, isActive, isChosen }: RowProps) {
  const { units, t } = useServices();
  const { unit } = row;
  const { text } = units;
  const before = beforeText(unit, units, t);
  return (
    <tr
      data-unit={unit.id}
      data-place={place}
      data-active={isActive}
      data-chosen={isChosen}
      aria-rowindex={index}
    >
      <IncidentRowHead row={unit.id} id={unit.id} unit={unit} isActive={isActive} isChosen={isChosen} />
      <td>
        <span className="badge" data-condition={before === null ? unit.condition : 'unknown'}>
          <span className="cut">
            {before === null ? text.cell(unit, 'status', now) : t('units.labels.condition.unknown')}
          </span>
        </span>
        {before !== null && <span className="incident-line">{before}</span>}
        {unit.fault !== undefined && <span className="hint incident-line">{unit.fault}</span>}
      </td>
      <td className="figures" title={text.exactTime(unit, 'outSince')}>
        {text.cell(unit, 'outSince', now)}
      </td>
      <td>
        <StateText row={row} now={now} />
        {row.incident !== null && row.incident.note !== '' && (
          <span className="incident-note">{row.incident.note}</span>
        )}
      </td>
    </tr>
  );
});

/** What was said of it, whatever group it stands in: an entrapment may be acknowledged, too. */
function StateText({ row: { incident }, now }: Pick<RowProps, 'row' | 'now'>) {
  const { t } = useServices();
  const times = useTimes();
  if (incident === null) return null;
  const { acknowledgedAt, snoozedUntil, maintenance } = incident;
  const current = maintenance.find(({ from, to }) => from <= now && (to === null || now < to));
  const clock = (at: number) => times.clock(at, now);
  const lines = [
    acknowledgedAt === null
      ? null
      : ([
          t('incidents.states.acknowledged'),
          t('incidents.acknowledgedAt', { time: clock(acknowledgedAt) }),
        ] as const),
    snoozedUntil === null || snoozedUntil <= now
      ? null
      : ([t('incidents.states.snoozed'), t('incidents.until', { time: clock(snoozedUntil) })] as const),
    current === undefined
      ? null
      : ([
          t('incidents.states.maintenance'),
          current.to === null ? t('incidents.untilEnd') : t('incidents.until', { time: clock(current.to) }),
        ] as const),
  ].filter((line) => line !== null);
  return lines.map(([state, time]) => (
    <span key={state} className="incident-line">
      {state} <span className="hint">{time}</span>
    </span>
  ));
}
