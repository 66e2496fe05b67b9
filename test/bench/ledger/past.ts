/** A past of a fleet: changes in the order of their times, the same for whoever is measured. */
import { random } from '../../fakes/random.ts';

const day = 86_400_000;
/** The past is this long, ms: nearly all of it is asked for. */
export const pastLength = 40 * day;
export const pastBegin = Date.UTC(2026, 0, 1);

export interface Past {
  units: number;
  changes: number;
}

export const unitId = (unit: number): string => `TKE-${String(100_000 + unit)}`;
/** Codes of conditions: in service, limited, out of service. */
export const conditions = ['in-service', 'limited', 'out-of-service'] as const;

/**
 * Calls back with each change. Every unit is first in service; every third of its changes is an outage.
 * @param begin ms since 1970
 */
export async function relive(
  { units, changes }: Past,
  onChange: (unit: number, at: number, condition: number) => void | Promise<void>,
  begin = pastBegin,
): Promise<void> {
  const chance = random(1);
  const turns = new Uint8Array(units);
  for (let unit = 0; unit < units; unit += 1) await onChange(unit, begin, 0);
  for (let count = units; count < changes; count += 1) {
    const unit = Math.floor(chance() * units);
    const turn = ((turns[unit] ?? 0) + 1) % conditions.length;
    turns[unit] = turn;
    const waits = onChange(
      unit,
      begin + Math.floor((pastLength * (count - units)) / (changes - units)),
      turn,
    );
    if (waits) await waits;
  }
}
