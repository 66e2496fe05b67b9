import { memo, useId, useState, useSyncExternalStore } from 'react';
import { unitConditions, unitTypes } from '../../../electron/contract/names.ts';
import { useServices } from '../../services.ts';
import { useOneTabStop } from '../../ui/use-one-tab-stop.ts';
import { conditionText } from '../filter-texts.ts';
import { WorstUnits } from '../history/worst-units.tsx';
import type { ScopeSummary } from '../table/fleet-summary.ts';
import { isNarrowed, toggled, type UnitFilters } from '../table/unit-filters.ts';
import { AvailabilityChart } from './availability-chart.tsx';
import { type Bar, BarList } from './bar-list.tsx';
import { useChartNumbers } from './chart-numbers.ts';
import { useScope } from './use-scope.ts';
import { sameSites, worstSites } from './worst-sites.ts';

/**
 * The units that the search and the filters leave, at a glance: each bar shows in the table what it counts, pressed
 * again it removes the filter.
 */
export const FleetOverview = memo(function FleetOverview({ id }: { readonly id: string }) {
  const { t, units } = useServices();
  const scope = useScope();
  const filters = useSyncExternalStore(units.subscribe, () => units.filters);
  const heading = useId();
  const oneTabStop = useOneTabStop<HTMLElement>();
  return (
    <section id={id} className="figures overview" aria-labelledby={heading} {...oneTabStop}>
      <h2 id={heading} className="visually-hidden">
        {t('fleet.overview.title')}
      </h2>
      <FleetCharts scope={scope} filters={filters} />
      <WorstUnits />
    </section>
  );
});

interface ChartProps {
  readonly scope: ScopeSummary;
  readonly filters: UnitFilters;
}

/** The charts: units by status and by type, sites with the most units out of service, and availability. */
export function FleetCharts({ scope, filters }: ChartProps) {
  const { t, units } = useServices();
  return (
    <>
      <CountChart
        title={t('fleet.overview.byStatus')}
        values={unitConditions}
        counts={scope.conditions}
        total={scope.totals.conditions}
        chosen={filters.conditions}
        labelOf={(condition) => t(`units.labels.condition.${condition}`)}
        titleOf={(condition) => conditionText(t, condition, scope)}
        onChoose={(conditions) => units.setFilters({ conditions })}
        coloured
      />
      <CountChart
        title={t('fleet.overview.byType')}
        values={unitTypes}
        counts={scope.types}
        total={scope.totals.types}
        chosen={filters.types}
        labelOf={(type) => t(`units.labels.type.${type}`)}
        titleOf={(type) => t(`units.labels.type.${type}`)}
        onChoose={(types) => units.setFilters({ types })}
      />
      <SiteChart scope={scope} filters={filters} />
      <AvailabilityChart
        availability={scope.availability}
        chosen={filters.availability}
        narrowed={isNarrowed(units)}
      />
    </>
  );
}

interface CountProps<T extends string> {
  readonly title: string;
  readonly values: readonly T[];
  readonly counts: Readonly<Record<T, number>>;
  /** The units that the values divide among them. */
  readonly total: number;
  /** The values that the table is filtered to; their bars stay even without units. */
  readonly chosen: readonly T[];
  readonly labelOf: (value: T) => string;
  /** The label, with what else is counted. */
  readonly titleOf: (value: T) => string;
  readonly onChoose: (chosen: T[]) => void;
  /** The values are conditions, which have colours. */
  readonly coloured?: boolean;
}

function CountChart<T extends string>({ title, values, counts, total, chosen, ...props }: CountProps<T>) {
  const { t } = useServices();
  const numbers = useChartNumbers();
  const bars = values
    .filter((value) => counts[value] > 0 || chosen.includes(value))
    .map((value): Bar => {
      const label = props.labelOf(value);
      const whole = props.titleOf(value);
      const count: number = counts[value];
      return {
        label,
        title: whole,
        value: count,
        figure: numbers.count(count),
        note: numbers.share(count, total),
        spoken: t('fleet.overview.filter', { label: whole, count, total }),
        pressed: chosen.includes(value),
        condition: props.coloured ? value : undefined,
        onPress: () => props.onChoose(toggled(chosen, value)),
      };
    });
  return <BarList title={title} bars={bars} none={t('scope.noUnit')} />;
}

function SiteChart({ scope, filters }: ChartProps) {
  const { t, units } = useServices();
  const numbers = useChartNumbers();
  /** The sites to keep while pointer or keyboard are in the chart. */
  const [held, setHeld] = useState<readonly string[] | null>(null);
  const sites = held === null ? worstSites(scope, filters.sites) : sameSites(scope, held, filters.sites);
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
      none={t(isNarrowed(units) ? 'scope.noneOut' : 'fleet.overview.allRunning')}
      onHold={(hold) => setHeld(hold ? sites.map(({ site }) => site) : null)}
    />
  );
}
