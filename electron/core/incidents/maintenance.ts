import { clocksDiffer, mostMaintenance } from '../../contract/incident-facts.ts';
import type { Maintenance } from '../../contract/incidents.ts';

/** As long as the history of units is kept, ms. */
const kept = 400 * 24 * 3_600_000;

/** In the order of time and without overlaps; what ended too long ago is left out. @param now ms since 1970 */
export function mergedMaintenance(times: readonly Maintenance[], now: number): Maintenance[] {
  const merged: Maintenance[] = [];
  for (const { from, to } of times.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last === undefined || (last.to !== null && last.to < from)) merged.push({ from, to });
    else last.to = last.to === null || to === null ? null : Math.max(last.to, to);
  }
  return merged.filter(({ to }) => to === null || to > now - kept).slice(-mostMaintenance);
}

/** What goes on until the outage ends, ended; one that was to begin later is not needed any more. */
export function endedMaintenance(times: readonly Maintenance[], endedAt: number): Maintenance[] {
  return times.flatMap(({ from, to }) => {
    if (to !== null) return [{ from, to }];
    return from < endedAt ? [{ from, to: endedAt }] : [];
  });
}

/**
 * What goes on until the outage ends, from where that begins: a window knows the beginning by the clock of the service, or to
 * the minute, and a moment of it would be left over as an outage. @param since null for no outage
 */
export function fromTheBeginning(times: readonly Maintenance[], since: number | null): Maintenance[] {
  return times.map(({ from, to }) => {
    const isWhole = since !== null && to === null && from > since && from <= since + clocksDiffer;
    return { from: isWhole ? since : from, to };
  });
}
