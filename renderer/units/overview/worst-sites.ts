import type { ScopeSummary, SiteSummary } from '../table/fleet-summary.ts';

type Sites = Pick<ScopeSummary, 'site' | 'worstSites'>;

/** Number of sites in the chart: only the worst. */
const sitesShown = 5;

/** The sites with the most units out of service, plus selected ones: a pressed bar must not vanish. */
export function worstSites(scope: Sites, chosen: readonly string[]): SiteSummary[] {
  const worst = scope.worstSites(sitesShown);
  const others = chosen.filter((name) => worst.every(({ site }) => site !== name));
  return [...worst, ...sameSites(scope, others.slice(0, sitesShown), chosen)];
}

/**
 * These sites with current numbers in the same places, so that bars do not move under the pointer; without those that
 * would show no unit, unless they are selected.
 */
export function sameSites(scope: Sites, names: readonly string[], chosen: readonly string[]): SiteSummary[] {
  const sites = names.flatMap((name) => scope.site(name) ?? []);
  return sites.filter(({ site, total }) => total > 0 || chosen.includes(site));
}
