import type { Unit } from '../../../electron/contract/units.ts';

/** The first of these outages: entrapments, then the newest. Few of many are picked without sorting all. */
export function newestOf(outages: readonly Unit[], count: number): Unit[] {
  const first: Unit[] = [];
  for (const unit of outages) {
    const last = first[count - 1];
    if (last !== undefined && compare(last, unit) <= 0) continue;
    let place = first.length;
    while (place > 0 && compare(first[place - 1] ?? unit, unit) > 0) place -= 1;
    first.splice(place, 0, unit);
    if (first.length > count) first.pop();
  }
  return first;
}

function compare(a: Unit, b: Unit): number {
  const rank = (unit: Unit) => Number(unit.condition !== 'entrapment');
  return rank(a) - rank(b) || (b.outSince ?? 0) - (a.outSince ?? 0) || (a.id < b.id ? -1 : 1);
}
