import { useId } from 'react';
import type { EndedIncident } from '../../electron/contract/incidents.ts';
import { goToUnit } from '../actions/go-to-unit.ts';
import { useServices } from '../services.ts';
import { lengthText } from '../ui/length-text.ts';
import { useTimes } from '../ui/use-now.ts';
import { maintainedPart } from './deeds.ts';
import { spanOf } from './incident-edits.ts';
import { IncidentRowHead } from './incident-row-head.tsx';
import { keyOfEnded, recentlyEnded } from './incident-rows.ts';
import { IncidentTableHead } from './incident-table-head.tsx';
import { useIncidentKeys } from './use-incident-keys.ts';
import { WindowedRows } from './windowed-rows.tsx';

interface Props {
  readonly ended: readonly EndedIncident[];
  readonly most: number;
  /** For the ages, ms since 1970. */
  readonly now: number;
}

/** The outages that have ended within 30 days, the latest first. */
export function EndedTable({ ended, most, now }: Props) {
  const here = useServices();
  const { t, units, incidents } = here;
  const rows = recentlyEnded(ended, most);
  const open = (key: string) => {
    const found = rows.find((each) => keyOfEnded(each) === key);
    if (found !== undefined && units.find(found.id) !== undefined) goToUnit(here, found.id);
  };
  const { state, active, cursor, around } = useIncidentKeys(open);
  const hint = useId();
  const rowAt = (place: number) => {
    const row = rows[place];
    if (row === undefined) return null;
    const key = keyOfEnded(row);
    const isActive = key === active;
    const isChosen = state.chosen.has(key);
    return (
      <tr
        key={key}
        data-place={place}
        data-active={isActive}
        data-chosen={isChosen}
        aria-rowindex={place + 2}
      >
        <IncidentRowHead
          row={key}
          id={row.id}
          unit={units.find(row.id)}
          isActive={isActive}
          isChosen={isChosen}
        />
        <td>
          <span className="badge" data-condition={row.condition}>
            {t(`units.labels.condition.${row.condition}`)}
          </span>
        </td>
        <td className="figures">
          <EndedTime ended={row} now={now} />
        </td>
        <td>
          <EndedState ended={row} now={now} maintenance={incidents.of(row.id).maintenance} />
        </td>
      </tr>
    );
  };
  return (
    <>
      <table
        className="incident-table"
        aria-label={t('incidents.tableEnded')}
        aria-describedby={hint}
        aria-rowcount={rows.length + 1}
      >
        <IncidentTableHead time="ended" />
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

function EndedTime({
  ended: { outageAt, endedAt, atLatest },
  now,
}: {
  readonly ended: EndedIncident;
  readonly now: number;
}) {
  const { t } = useServices();
  const times = useTimes();
  const time = times.clock(endedAt, now);
  return (
    <>
      <span className="incident-line" title={times.moment(endedAt)}>
        {atLatest ? t('incidents.byThen', { time }) : time}
      </span>
      <span className="hint incident-line">
        {t('incidents.columns.lasted')}: {lengthText(endedAt - outageAt, t)}
      </span>
    </>
  );
}

interface StateProps {
  readonly ended: EndedIncident;
  readonly now: number;
  readonly maintenance: Parameters<typeof maintainedPart>[0];
}

function EndedState({ ended, now, maintenance }: StateProps) {
  const { t } = useServices();
  const times = useTimes();
  const { acknowledgedAt, note } = ended;
  const part = maintainedPart(maintenance, spanOf(ended));
  return (
    <>
      {acknowledgedAt !== null && (
        <span className="incident-line">
          {t('incidents.states.acknowledged')}{' '}
          <span className="hint">{times.clock(acknowledgedAt, now)}</span>
        </span>
      )}
      {part !== 'none' && (
        <span className="incident-line">
          {t(part === 'whole' ? 'incidents.maintained' : 'incidents.partly')}
        </span>
      )}
      {note !== '' && <span className="incident-note whole">{note}</span>}
    </>
  );
}
