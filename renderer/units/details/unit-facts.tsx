import { isOut } from '../../../electron/contract/names.ts';
import type { TimeColumn } from '../../../electron/contract/unit-times.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import { useServices } from '../../services.ts';
import { Facts } from '../../ui/facts.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useChartNumbers } from '../overview/chart-numbers.ts';

/** The unit's main facts, in the same words as the table; of an outage since when and why first. */
export function UnitFacts({ unit }: { readonly unit: Unit }) {
  const { t, units } = useServices();
  const { availability } = unit;
  const missing = <span className="field-nothing">{t('fleet.details.notGiven')}</span>;
  const available = availability === null ? missing : <Availability value={availability} />;
  const outage = [
    [t('units.columns.outSince'), <UnitTimeText key="since" unit={unit} column="outSince" />],
    [t('outages.fault'), unit.fault ?? <span className="field-nothing">{t('outages.noFault')}</span>],
  ] as const;
  return (
    <Facts
      facts={[
        ...(isOut(unit.condition) ? outage : []),
        [t('units.columns.site'), unit.site || missing],
        [t('units.columns.address'), addressOf(unit) || missing],
        [t('units.columns.type'), units.text.cell(unit, 'type', 0)],
        [t('units.columns.id'), unit.id],
        [t('fleet.overview.availability'), available],
        [t('units.columns.lastEvent'), <UnitTimeText key="event" unit={unit} column="lastEvent" />],
        [t('units.columns.lastSeen'), <UnitTimeText key="seen" unit={unit} column="lastSeen" />],
      ]}
    />
  );
}

/** The address, and city and country unless it already contains them, as with some services. */
function addressOf({ address, city, country }: Unit): string {
  const said = (part: string) => address.toLowerCase().includes(part.toLowerCase());
  return [address, ...[city, country].filter((part) => !said(part))].filter((part) => part !== '').join(', ');
}

function Availability({ value }: { readonly value: number }) {
  const numbers = useChartNumbers();
  const share = Math.min(100, Math.max(0, value));
  return (
    <span className="row figures availability">
      {numbers.percent(value)}
      <span className="bar-track" aria-hidden="true">
        <span className="bar" style={{ inlineSize: `${share}%` }} />
      </span>
    </span>
  );
}

/** Time between two updates of an age, in ms. */
const tick = 15_000;

interface TimeProps {
  readonly unit: Unit;
  readonly column: TimeColumn;
}

/** The time as the table says it, and exactly. Renders with the time by itself: nothing else in the panel depends on it. */
function UnitTimeText({ unit, column }: TimeProps) {
  const { t, units } = useServices();
  const now = useNow(tick);
  const text = units.text.cell(unit, column, now);
  if (text === '') return <span className="field-nothing">{t('fleet.details.notGiven')}</span>;
  return (
    <>
      {text} <span className="hint field-time">{units.text.exactTime(unit, column)}</span>
    </>
  );
}
