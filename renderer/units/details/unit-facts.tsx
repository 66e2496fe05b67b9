import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Unit } from '../../../electron/contract/units.ts';
import { useServices } from '../../services.ts';
import { isAhead } from '../../ui/time.ts';
import { useNow, useTimes } from '../../ui/use-now.ts';
import { agoText } from '../live/age.ts';
import { useChartNumbers } from '../overview/chart-numbers.ts';

/** The unit's main facts, in the same words as the table. */
export function UnitFacts({ unit }: { readonly unit: Unit }) {
  const { t } = useTranslation();
  const { units } = useServices();
  return (
    <dl className="unit-facts">
      <Fact label={t('units.columns.site')}>{unit.site}</Fact>
      <Fact label={t('units.columns.address')}>{addressOf(unit)}</Fact>
      <Fact label={t('units.columns.type')}>{units.text.cell(unit, 'type', 0)}</Fact>
      <Fact label={t('units.columns.id')}>{unit.id}</Fact>
      <Fact label={t('fleet.overview.availability')}>
        {unit.availability !== null && <Availability value={unit.availability} />}
      </Fact>
      <Fact label={t('units.columns.lastEvent')}>
        {unit.lastEventAt !== null && <EventAge at={unit.lastEventAt} zoneAssumed={unit.zoneAssumed} />}
      </Fact>
    </dl>
  );
}

/** The address, and city and country unless it already contains them, as with some services. */
function addressOf({ address, city, country }: Unit): string {
  const said = (part: string) => address.toLowerCase().includes(part.toLowerCase());
  return [address, ...[city, country].filter((part) => !said(part))].filter((part) => part !== '').join(', ');
}

/** A fact with its label; it is empty if the API does not send it. */
function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const { t } = useTranslation();
  const given = children !== false && children !== '';
  return (
    <div>
      <dt>{label}</dt>
      <dd>{given ? children : <span className="field-nothing">{t('fleet.details.notGiven')}</span>}</dd>
    </div>
  );
}

function Availability({ value }: { readonly value: number }) {
  const numbers = useChartNumbers();
  const share = Math.min(100, Math.max(0, value));
  return (
    <span className="availability">
      {numbers.percent(value)}
      <span className="bar-track" aria-hidden="true">
        <span className="bar" style={{ inlineSize: `${share}%` }} />
      </span>
    </span>
  );
}

/** Renders every second by itself: nothing else in the panel depends on the time. */
function EventAge({ at, zoneAssumed }: { readonly at: number; readonly zoneAssumed?: boolean | undefined }) {
  const { t } = useTranslation();
  const times = useTimes();
  const now = useNow(1000);
  return (
    <>
      {!isAhead(at, now) && agoText(now - at, t)}{' '}
      <span className="hint field-time">
        {times.dateTime(at)}
        {zoneAssumed && ` ${t('fleet.details.zoneAssumed')}`}
      </span>
    </>
  );
}
