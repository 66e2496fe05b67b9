import type { Unit } from '../../../../electron/contract/units.ts';
import { en } from '../../../../renderer/ui/strings/en.ts';
import { UnitStore } from '../../../../renderer/units/table/unit-store.ts';
import { createUnitText } from '../../../../renderer/units/table/unit-text.ts';

/** A unit of which a test names only what it is about. */
export function unit(id: string, part: Partial<Unit> = {}): Unit {
  return {
    id,
    name: `Unit ${id}`,
    site: 'Harbour Tower',
    address: 'Quay 1',
    city: 'Berlin',
    country: 'Germany',
    type: 'elevator',
    status: 'In Service',
    condition: 'in-service',
    floor: null,
    direction: null,
    availability: null,
    lastEventAt: null,
    ...part,
  };
}

/** The English texts of units. */
export const englishText = createUnitText('en', en.units.labels);

/** A store that holds these units, and does everything at once. */
export function storeOf(...units: Unit[]): UnitStore {
  const store = new UnitStore(englishText, { budget: Number.POSITIVE_INFINITY });
  store.append(units);
  return store;
}

/** A store whose slices are one step long, and go on when the test says so. */
export function slowStore() {
  const waiting = new Set<() => void>();
  const later = (run: () => void) => {
    waiting.add(run);
    return () => void waiting.delete(run);
  };
  const store = new UnitStore(englishText, { budget: 0, now: () => 0, later });
  const goOn = () => {
    for (const run of [...waiting]) {
      waiting.delete(run);
      run();
    }
  };
  const finish = () => {
    while (waiting.size > 0) goOn();
  };
  return { store, goOn, finish };
}

/** The IDs that are shown, in order. */
export function shownIds(store: UnitStore): string[] {
  return Array.from({ length: store.shown }, (_, position) => store.at(position)?.id ?? '');
}

/** Runs all steps at once and returns the result. */
export function finish<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
