import type { EndedIncident } from '../../contract/incidents.ts';
import type { Clock } from '../ports.ts';

/** Outages that end are collected this long before the window is told, ms. */
const gathering = 250;

interface News {
  /** The units of which something was known. */
  units: Set<string>;
  ended: EndedIncident[];
}
const noNews = (): News => ({ units: new Set(), ended: [] });

/** Collects what has ended: a list or a burst brings many at once. What is left of a unit may have changed when it is told. */
export function createEndedNews(clock: Pick<Clock, 'later'>, tell: (news: News) => void) {
  let waiting = noNews();
  let stopTimer: (() => void) | undefined;

  function run(): void {
    const news = waiting;
    clear();
    tell(news);
  }
  function clear(): void {
    stopTimer?.();
    stopTimer = undefined;
    waiting = noNews();
  }
  return {
    /** @param wasKnown something was known of the unit */
    add(ended: EndedIncident, wasKnown: boolean): void {
      if (wasKnown) waiting.units.add(ended.id);
      waiting.ended.push(ended);
      stopTimer ??= clock.later(gathering, run);
    },
    clear,
  };
}
