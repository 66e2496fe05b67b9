import type { Unit } from '../../../electron/contract/units.ts';

/** New outages are collected this long before they are told, in ms. */
const gathering = 1_500;
/** The shortest time from one text to the next, in ms: a screen reader needs that long for one. */
const pause = 10_000;

/** Tells of new outages, collected: `tell` gets all that came meanwhile, entrapments first. */
export function createOutageSpeech(tell: (outages: readonly Unit[]) => void) {
  let waiting: Unit[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = Number.NEGATIVE_INFINITY;

  function run(): void {
    timer = undefined;
    last = performance.now();
    const told = waiting;
    waiting = [];
    const rank = (unit: Unit) => Number(unit.condition !== 'entrapment');
    tell(told.sort((a, b) => rank(a) - rank(b)));
  }

  return {
    add(outages: readonly Unit[]): void {
      if (outages.length === 0) return;
      const ids = new Set(outages.map(({ id }) => id));
      waiting = [...waiting.filter(({ id }) => !ids.has(id)), ...outages];
      timer ??= setTimeout(run, Math.max(gathering, last + pause - performance.now()));
    },
    /** Forgets what is not told yet: it belongs to another account. */
    clear(): void {
      clearTimeout(timer);
      timer = undefined;
      waiting = [];
    },
  };
}
