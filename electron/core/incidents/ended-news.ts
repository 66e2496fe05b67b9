import type { EndedIncident, Incident } from '../../contract/incidents.ts';
import type { Clock } from '../ports.ts';

/** Outages that end are collected this long before the window is told, ms. */
const gathering = 250;

interface News {
  incidents: Incident[];
  ended: EndedIncident[];
}

/** Collects what has ended: a list or a burst brings many at once. */
export function createEndedNews(clock: Pick<Clock, 'later'>, tell: (news: News) => void) {
  let waiting: News = { incidents: [], ended: [] };
  let stopTimer: (() => void) | undefined;

  function run(): void {
    const news = waiting;
    clear();
    tell(news);
  }
  function clear(): void {
    stopTimer?.();
    stopTimer = undefined;
    waiting = { incidents: [], ended: [] };
  }
  return {
    add(left: Incident | null, ended: EndedIncident): void {
      if (left !== null) waiting.incidents.push(left);
      waiting.ended.push(ended);
      stopTimer ??= clock.later(gathering, run);
    },
    clear,
  };
}
