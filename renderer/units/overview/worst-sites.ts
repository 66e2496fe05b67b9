import type { FleetSummary } from '../table/fleet-summary.ts';

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

/** These sites with their numbers of now, in their places: bars do not change places under a hand. */
export function sameSites(
  { sites }: Pick<FleetSummary, 'sites'>,
  names: readonly string[],
): FleetSummary['sites'] {
  const places = new Map(names.map((name, place) => [name, place]));
  const found: FleetSummary['sites'][number][] = [];
  for (const site of sites) {
    const place = places.get(site.site);
    if (place !== undefined) found[place] = site;
  }
  // One that a new list does not have leaves a hole.
  return found.filter(() => true);
}
