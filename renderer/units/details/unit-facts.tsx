import type { Unit } from '../../../electron/contract/units.ts';
import { useServices } from '../../services.ts';
import { Facts } from '../../ui/facts.tsx';
import { isAge } from '../../ui/time.ts';
import { useNow, useTimes } from '../../ui/use-now.ts';
import { useChartNumbers } from '../overview/chart-numbers.ts';

/** The unit's main facts, in the same words as the table. */
export function UnitFacts({ unit }: { readonly unit: Unit }) {
  const { t, units } = useServices();
  const { availability, lastEventAt } = unit;
  const missing = <span className="field-nothing">{t('fleet.details.notGiven')}</span>;
  const available = availability === null ? missing : <Availability value={availability} />;
  const lastEvent =
    lastEventAt === null ? missing : <EventAge at={lastEventAt} zoneAssumed={unit.zoneAssumed} />;
  return (
    <Facts
      facts={[
        [t('units.columns.site'), unit.site || missing],
        [t('units.columns.address'), addressOf(unit) || missing],
        [t('units.columns.type'), units.text.cell(unit, 'type', 0)],
        [t('units.columns.id'), unit.id],
        [t('fleet.overview.availability'), available],
        [t('units.columns.lastEvent'), lastEvent],
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

/** Renders every second by itself: nothing else in the panel depends on the time. */
function EventAge({ at, zoneAssumed }: { readonly at: number; readonly zoneAssumed?: boolean | undefined }) {
  const { t } = useServices();
  const times = useTimes();
  const now = useNow(1000);
  return (
    <>
      {isAge(at, now) && times.ago(at, now, 'long', 'second')}{' '}
      <span className="hint field-time">
        {times.moment(at)}
        {zoneAssumed && ` ${t('fleet.details.zoneAssumed')}`}
      </span>
    </>
  );
}
