import { memo, useId, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { unitConditions, unitTypes } from '../../../electron/contract/names.ts';
import { useServices } from '../../services.ts';
import type { FleetSummary } from '../table/fleet-summary.ts';
import type { UnitFilters } from '../table/unit-filters.ts';
import type { UnitStore } from '../table/unit-store.ts';
import { useStoreValue } from '../use-store-value.ts';
import { AvailabilityChart } from './availability-chart.tsx';
import { type Bar, BarList } from './bar-list.tsx';
import { toggled } from './chart-scale.ts';
import { useChartNumbers } from './use-chart-numbers.ts';
import { sameSites, worstSites } from './worst-sites.ts';

const readFleet = (store: UnitStore): FleetSummary => store.fleet();

/** The fleet at a glance; each bar narrows the table to the units it stands for, and again to all. */
export const FleetOverview = memo(function FleetOverview({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { units } = useServices();
  const fleet = useStoreValue(units, readFleet);
  const filters = useSyncExternalStore(units.subscribe, () => units.filters);
  const heading = useId();
  return (
    <section id={id} className="overview" aria-labelledby={heading}>
      <h2 id={heading} className="visually-hidden">
        {t('fleet.overview.title')}
      </h2>
      <FleetCharts fleet={fleet} filters={filters} />
    </section>
  );
});

interface ChartProps {
  readonly fleet: FleetSummary;
  readonly filters: UnitFilters;
}

/** The charts: how the units are, what they are, where most of them stand still, how available they were. */
export function FleetCharts({ fleet, filters }: ChartProps) {
  return (
    <>
      <StatusChart fleet={fleet} filters={filters} />
      <TypeChart fleet={fleet} filters={filters} />
      <SiteChart fleet={fleet} filters={filters} />
      <AvailabilityChart availability={fleet.availability} chosen={filters.availability} />
    </>
  );
}

function StatusChart({ fleet, filters }: ChartProps) {
  const { t } = useTranslation();
  const { units } = useServices();
  const numbers = useChartNumbers();
  const bars = unitConditions
    .filter((condition) => fleet.conditions[condition] > 0 || filters.conditions.includes(condition))
    .map((condition): Bar => {
      const label = t(`units.labels.condition.${condition}`);
      const value = fleet.conditions[condition];
      const { total } = fleet;
      return {
        key: condition,
        label,
        value,
        condition,
        figure: numbers.count(value),
        note: numbers.share(value, total),
        spoken: t('fleet.overview.filter', { label, count: value, total }),
        pressed: filters.conditions.includes(condition),
      };
    });
  const press = (key: string) => {
    const condition = unitConditions.find((each) => each === key);
    if (condition !== undefined) units.setFilters({ conditions: toggled(filters.conditions, condition) });
  };
  return <BarList title={t('fleet.overview.byStatus')} bars={bars} onPress={press} />;
}

function TypeChart({ fleet, filters }: ChartProps) {
  const { t } = useTranslation();
  const { units } = useServices();
  const numbers = useChartNumbers();
  const bars = unitTypes
    .filter((type) => fleet.types[type] > 0 || filters.types.includes(type))
    .map((type): Bar => {
      const label = t(`units.labels.type.${type}`);
      const value = fleet.types[type];
      const { total } = fleet;
      return {
        key: type,
        label,
        value,
        figure: numbers.count(value),
        note: numbers.share(value, total),
        spoken: t('fleet.overview.filter', { label, count: value, total }),
        pressed: filters.types.includes(type),
      };
    });
  const press = (key: string) => {
    const type = unitTypes.find((each) => each === key);
    if (type !== undefined) units.setFilters({ types: toggled(filters.types, type) });
  };
  return <BarList title={t('fleet.overview.byType')} bars={bars} onPress={press} />;
}

function SiteChart({ fleet, filters }: ChartProps) {
  const { t } = useTranslation();
  const { units } = useServices();
  const numbers = useChartNumbers();
  /** While a hand is on the chart, the sites it began with. */
  const [held, setHeld] = useState<readonly string[] | null>(null);
  const sites = held === null ? worstSites(fleet, filters.sites) : sameSites(fleet, held);
  const bars = sites.map(
    ({ site, total, outOfService }): Bar => ({
      key: site,
      label: site,
      value: outOfService,
      condition: 'out-of-service',
      figure: numbers.count(outOfService),
      note: t('fleet.overview.ofTotal', { total }),
      spoken: t('fleet.overview.site', { site, count: outOfService, total }),
      pressed: filters.sites.includes(site),
    }),
  );
  return (
    <BarList
      title={t('fleet.overview.sites')}
      bars={bars}
      none={t('fleet.overview.allRunning')}
      onPress={(site) => units.setFilters({ sites: toggled(filters.sites, site) })}
      onHold={(hold) => setHeld(hold ? sites.map(({ site }) => site) : null)}
    />
  );
}
