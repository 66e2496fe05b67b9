import { memo, useId, useState, useSyncExternalStore } from 'react';
import { unitConditions, unitTypes } from '../../../electron/contract/names.ts';
import { useServices } from '../../services.ts';
import { useOneTabStop } from '../../ui/use-one-tab-stop.ts';
import type { FleetSummary } from '../table/fleet-summary.ts';
import { toggled, type UnitFilters } from '../table/unit-filters.ts';
import type { UnitStore } from '../table/unit-store.ts';
import { useStoreValue } from '../use-store-value.ts';
import { AvailabilityChart } from './availability-chart.tsx';
import { type Bar, BarList } from './bar-list.tsx';
import { useChartNumbers } from './chart-numbers.ts';
import { sameSites, worstSites } from './worst-sites.ts';

const readFleet = (store: UnitStore): FleetSummary => store.fleet();

/** The fleet at a glance; each bar filters the table to its units, pressed again it removes the filter. */
export const FleetOverview = memo(function FleetOverview({ id }: { readonly id: string }) {
  const { t, units } = useServices();
  const fleet = useStoreValue(units, readFleet);
  const filters = useSyncExternalStore(units.subscribe, () => units.filters);
  const heading = useId();
  const oneTabStop = useOneTabStop<HTMLElement>();
  return (
    <section id={id} className="figures overview" aria-labelledby={heading} {...oneTabStop}>
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

/** The charts: units by status and by type, sites with the most units out of service, and availability. */
export function FleetCharts({ fleet, filters }: ChartProps) {
  const { t, units } = useServices();
  return (
    <>
      <CountChart
        title={t('fleet.overview.byStatus')}
        values={unitConditions}
        counts={fleet.conditions}
        chosen={filters.conditions}
        labelOf={(condition) => t(`units.labels.condition.${condition}`)}
        onChoose={(conditions) => units.setFilters({ conditions })}
        coloured
      />
      <CountChart
        title={t('fleet.overview.byType')}
        values={unitTypes}
        counts={fleet.types}
        chosen={filters.types}
        labelOf={(type) => t(`units.labels.type.${type}`)}
        onChoose={(types) => units.setFilters({ types })}
      />
      <SiteChart fleet={fleet} filters={filters} />
      <AvailabilityChart availability={fleet.availability} chosen={filters.availability} />
    </>
  );
}

interface CountProps<T extends string> {
  readonly title: string;
  readonly values: readonly T[];
  readonly counts: Readonly<Record<T, number>>;
  /** The values that the table is filtered to; their bars stay even without units. */
  readonly chosen: readonly T[];
  readonly labelOf: (value: T) => string;
  readonly onChoose: (chosen: T[]) => void;
  /** The values are conditions, which have colours. */
  readonly coloured?: boolean;
}

function CountChart<T extends string>({ title, values, counts, chosen, ...props }: CountProps<T>) {
  const { t } = useServices();
  const numbers = useChartNumbers();
  const total = values.reduce((sum, value) => sum + counts[value], 0);
  const bars = values
    .filter((value) => counts[value] > 0 || chosen.includes(value))
    .map((value): Bar => {
      const label = props.labelOf(value);
      const count: number = counts[value];
      return {
        label,
        value: count,
        figure: numbers.count(count),
        note: numbers.share(count, total),
        spoken: t('fleet.overview.filter', { label, count, total }),
        pressed: chosen.includes(value),
        condition: props.coloured ? value : undefined,
        onPress: () => props.onChoose(toggled(chosen, value)),
      };
    });
  return <BarList title={title} bars={bars} />;
}

function SiteChart({ fleet, filters }: ChartProps) {
  const { t, units } = useServices();
  const numbers = useChartNumbers();
  /** The sites to keep while pointer or keyboard are in the chart. */
  const [held, setHeld] = useState<readonly string[] | null>(null);
  const sites = held === null ? worstSites(fleet, filters.sites) : sameSites(fleet, held);
  const bars = sites.map(
    ({ site, total, outOfService }): Bar => ({
      label: site,
      value: outOfService,
      condition: 'out-of-service',
      figure: numbers.count(outOfService),
      note: t('fleet.overview.ofTotal', { total }),
      spoken: t('fleet.overview.site', { site, count: outOfService, total }),
      pressed: filters.sites.includes(site),
      onPress: () => units.setFilters({ sites: toggled(filters.sites, site) }),
    }),
  );
  return (
    <BarList
      title={t('fleet.overview.sites')}
      bars={bars}
      none={t('fleet.overview.allRunning')}
      onHold={(hold) => setHeld(hold ? sites.map(({ site }) => site) : null)}
    />
  );
}
