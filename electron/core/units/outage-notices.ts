import type { Clock } from '../ports.ts';

/** Changes are collected this long before a notification, ms: a list or a burst arrives in several parts. */
const gathering = 1_000;
/** Minimum time between two notifications about the same unit, ms. */
const unitPause = 60_000;
/** At most this many notifications per period (ms); further changes share one. */
const most = 5;
const period = 10_000;

/** A watched unit that has gone out of service, or is back. */
export interface OutageChange {
  id: string;
  out: boolean;
  /** Somebody is trapped in it: such a change is always alone. */
  entrapment: boolean;
}

type State = 'in' | 'out' | 'entrapment';

interface Told {
  told: State;
  actual: State;
  /** It was in service after the last entrapment that was told. */
  hasRecovered: boolean;
  /** When `actual` diverged from `told`, by the steady clock. */
  since: number;
  quietUntil: number;
}

/**
 * Decides when to notify about watched units: no lasting change is lost, and there are never too many at once. An
 * entrapment is told at once and alone, however many others there are.
 * All times are of the steady clock, so that setting the wall clock does not delay notifications.
 * @param show called once per notification, which may contain several changes
 */
export function createOutageNotices(clock: Clock, show: (changes: readonly OutageChange[]) => void) {
  const units = new Map<string, Told>();
  const pending = new Map<string, Told>();
  let shownAt: number[] = [];
  let stopTimer: () => void = () => undefined;
  let wakesAt = Number.POSITIVE_INFINITY;

  function wakeAt(at: number): void {
    if (wakesAt <= at) return;
    stopTimer();
    wakesAt = at;
    stopTimer = clock.later(Math.max(at - clock.steady(), 0), tell);
  }

  function rest(): void {
    stopTimer();
    wakesAt = Number.POSITIVE_INFINITY;
  }

  function tell(): void {
    rest();
    const now = clock.steady();
    shownAt = shownAt.filter((at) => now - at < period);
    const isDue = [...pending.values()].some((unit) => dueAt(unit) <= now);
    // Other pending changes go along.
    const due = isDue ? [...pending].filter(([, unit]) => unit.quietUntil <= now) : [];
    const free = most - shownAt.length;
    if (due.length > 0 && free > 0) {
      const changes = due.map(([id, unit]) => changeOf(id, unit.actual));
      const notifications = changes.length <= free ? changes.map((change) => [change]) : [changes];
      for (const [id, unit] of due) {
        Object.assign(unit, { told: unit.actual, quietUntil: now + unitPause });
        pending.delete(id);
      }
      shownAt.push(...notifications.map(() => now));
      for (const notification of notifications) show(notification);
    }
    if (pending.size === 0) return;
    const [oldest] = shownAt;
    const freeAt = shownAt.length < most || oldest === undefined ? 0 : oldest + period;
    wakeAt(Math.max(Math.min(...[...pending.values()].map(dueAt)), freeAt));
  }

  return {
    /**
     * The first call for a unit sets its baseline; later ones notify if they differ from the last notification. An
     * entrapment notifies at the first call too: nobody may have been told of it.
     */
    learn(id: string, out: boolean, entrapment = false): void {
      const state = entrapment ? 'entrapment' : out ? 'out' : 'in';
      const unit = units.get(id);
      if (!unit) {
        const quietUntil = entrapment ? clock.steady() + unitPause : Number.NEGATIVE_INFINITY;
        units.set(id, { told: state, actual: state, hasRecovered: false, since: 0, quietUntil });
        if (entrapment) show([changeOf(id, state)]);
        return;
      }
      if (unit.actual === state) return;
      unit.actual = state;
      unit.since = clock.steady();
      unit.hasRecovered ||= state === 'in';
      // A second one is told too, even if nobody was told of the end of the first.
      if (state === 'entrapment' && (unit.told !== state || unit.hasRecovered)) {
        pending.delete(id);
        Object.assign(unit, { told: state, hasRecovered: false, quietUntil: unit.since + unitPause });
        show([changeOf(id, state)]);
        return;
      }
      if (unit.told === state) return void pending.delete(id);
      pending.set(id, unit);
      wakeAt(dueAt(unit));
    },
    remove(id: string): void {
      units.delete(id);
      pending.delete(id);
    },
    /** Removes all units. Recent notifications still count. */
    clear(): void {
      units.clear();
      pending.clear();
      rest();
    },
  };
}

function changeOf(id: string, state: State): OutageChange {
  return { id, out: state !== 'in', entrapment: state === 'entrapment' };
}

function dueAt({ since, quietUntil }: Told): number {
  return Math.max(since + gathering, quietUntil);
}
