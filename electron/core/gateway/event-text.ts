import type { LiveState } from '../../contract/live.ts';
import { printableJson } from '../printable.ts';
import type { FeedEvent, UnitChanged } from './live-feed.ts';

/** What a reader is told of an event. */
export function feedEventText(event: FeedEvent, id: string): string {
  const at = new Date(event.at).toISOString();
  if (event.kind === 'unit') return eventText('unit', { at, source: event.source, ...newsOf(event) }, id);
  if (event.kind === 'removed') return eventText('removed', { at, id: event.unit.id }, id);
  if (event.kind === 'state') return eventText('state', stateData(event.state), id);
  return eventText('listed', { at, count: event.count, whole: event.isWhole }, id);
}

/** What a live event says; the whole unit where the list tells it. */
function newsOf({ source, unit, update }: UnitChanged): object {
  if (source === 'list') return unit;
  const { at: _at, outAt: _outAt, wasBack: _wasBack, ...said } = update;
  return said;
}

/** As it is told. */
export function stateData({ phase, since, problem }: LiveState) {
  return {
    phase,
    since: new Date(since).toISOString(),
    problem: problem && { code: problem.code, message: problem.message },
  };
}

/** A server-sent event (WHATWG HTML §9.2), of one line whatever the data holds. */
export function eventText(event: string, data: object, id?: string): string {
  const number = id === undefined ? '' : `id: ${id}\n`;
  return `event: ${event}\n${number}data: ${printableJson(JSON.stringify(data))}\n\n`;
}
