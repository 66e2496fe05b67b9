import type { FleetSummary } from '../fleet-summary.ts';

/** Sites in the chart: the worst of them, not a list of all. */
const sitesShown = 5;

/** The sites with most units out of service, and those chosen before: a pressed bar must not vanish. */
export function worstSites(
  { sites }: Pick<FleetSummary, 'sites'>,
  chosen: readonly string[],
): FleetSummary['sites'] {
  const worst = sites.slice(0, sitesShown).filter(({ outOfService }) => outOfService > 0);
  const others = sites.filter((site) => chosen.includes(site.site) && !worst.includes(site));
  return [...worst, ...others.slice(0, sitesShown)];
}
