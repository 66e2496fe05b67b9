import type { UnitSpark } from '../../../electron/contract/ledger.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import type { DeskStore } from '../../desk-store.ts';
import type { DesktopClient } from '../../desktop.ts';
import type { Sight } from '../grid/row-pool.ts';
import { createPace } from '../table/pace.ts';
import type { UnitStore } from '../table/unit-store.ts';
import type { UnitSparks } from './unit-sparks.ts';

/** How long the table must rest before main is asked, in ms: rows that scroll by need no history. */
const rest = 200;
/** The most units of one question; the contract takes no more. */
const batch = 200;
/** Time between two looks whether live updates have made a spark old, in ms. */
const looks = 2_000;
const days = 7;

/**
 * Asks main for the sparks of the rows in sight, a page before and a page after them, while their column is shown. There is never
 * more than one question under way, so that fast scrolling does not pile them up.
 */
export function followSparks(
  desktop: Pick<DesktopClient, 'call'>,
  desk: Pick<DeskStore, 'state'>,
  store: UnitStore,
  sparks: UnitSparks,
) {
  let inSight: Sight = { from: 0, to: 0 };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAsking = false;
  /** Rises when the sparks belong to somebody else. */
  let edition = 0;

  const due = () => {
    if (!store.columns.includes('history') || desk.state.get()?.ledger.phase === 'off') return [];
    const page = inSight.to - inSight.from;
    const near = [
      ...store.shownIds(inSight.from, inSight.to),
      ...store.shownIds(inSight.from - page, inSight.to + page),
    ];
    const now = Date.now();
    return [...new Set(near)]
      .map((id) => store.find(id))
      .filter((unit) => unit !== undefined)
      .filter((unit) => sparks.isDue(unit, now))
      .slice(0, batch);
  };
  const take = (units: readonly Unit[], found: readonly UnitSpark[]) => {
    const cells = new Map(found.map((each) => [each.id, each.cells]));
    const now = Date.now();
    // A unit without an answer has an empty past: otherwise it would be asked for again and again.
    for (const unit of units) sparks.set(unit, cells.get(unit.id) ?? [], now);
    store.retell();
  };
  const ask = async (): Promise<void> => {
    const units = due();
    if (isAsking || units.length === 0) return;
    isAsking = true;
    const asked = edition;
    try {
      const found = await desktop.call('unitSparks', { ids: units.map(({ id }) => id), days });
      if (asked === edition) take(units, found);
      // The rows may have moved on meanwhile.
      soon();
    } catch {
      // The cells stay empty. The next movement of the table asks again.
    } finally {
      isAsking = false;
    }
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), rest);
  };
  const pace = createPace(() => void ask(), looks);
  let layout = store.layout();
  store.subscribe(() => {
    if (store.layout() !== layout) {
      layout = store.layout();
      soon();
    } else if (store.columns.includes('history')) pace.changed();
  });
  return {
    /** Reports which positions the table shows now. */
    sight(next: Sight): void {
      inSight = next;
      if (store.columns.includes('history')) soon();
    },
    /** They belong to another account from now on. */
    clear(): void {
      edition += 1;
      sparks.clear();
    },
  };
}
