import type { FleetSummary } from '../table/fleet-summary.ts';

/** Number of sites in the chart: only the worst. */
const sitesShown = 5;

/** The sites with the most units out of service, plus selected ones: a pressed bar must not vanish. */
export function worstSites({ sites }: Pick<FleetSummary, 'sites'>, chosen: readonly string[]) {
  const worst = sites.slice(0, sitesShown).filter(({ outOfService }) => outOfService > 0);
  const others = sites.filter((site) => chosen.includes(site.site) && !worst.includes(site));
  return [...worst, ...others.slice(0, sitesShown)];
}

/** These sites with current numbers in the same places, so that bars do not move under the pointer. */
export function sameSites({ sites }: Pick<FleetSummary, 'sites'>, names: readonly string[]) {
  return names.flatMap((name) => sites.find(({ site }) => site === name) ?? []);
}
