import type { UnitUpdate } from '../../contract/live.ts';
import type { Unit } from '../../contract/units.ts';
import type { Clock } from '../ports.ts';
import type { Pseudonyms } from './pseudonyms.ts';

/** What is kept of how a unit is; a floor only where it is a whole number. */
interface State {
  condition?: Unit['condition'];
  floor?: number;
  direction?: NonNullable<Unit['direction']>;
}

interface RecorderParts {
  clock: Pick<Clock, 'now' | 'steady'>;
  pseudonyms: Pseudonyms;
  /** Ids stay as they are. Everything else is replaced in any case. */
  keepIds: boolean;
  /** Gets each line, without its end. */
  write: (line: string) => void;
}

/**
 * Writes units and their changes in the format of docs/recording.md: only what is named here, so that nothing personal
 * comes in with a field that a service adds. Times are ms since the beginning. The first line says what it is.
 */
export function createRecorder({ clock, pseudonyms, keepIds, write }: RecorderParts) {
  const began = { wall: clock.now(), steady: clock.steady() };
  const states = new Map<string, State>();
  const idOf = (id: string) => (keepIds ? id : pseudonyms.id(id));
  const put = (record: object) =>
    write(JSON.stringify({ t: Math.round(clock.steady() - began.steady), ...record }));
  write(JSON.stringify({ format: 'max-desk-recording', version: 1, ids: keepIds ? 'kept' : 'pseudonyms' }));

  /** A time of the list, as far before or after the beginning as it was. */
  const since = (at: number | null | undefined) =>
    at === null || at === undefined ? undefined : Math.round(at - began.wall);

  return {
    /** A unit of the list: the whole of it at the first time, later what is new. */
    listed(unit: Unit): void {
      const state = stateIn(unit);
      const before = states.get(unit.id);
      states.set(unit.id, { ...before, ...state });
      if (before) {
        const news = Object.entries(state).filter(([field, value]) => before[field as keyof State] !== value);
        if (news.length > 0) put({ list: { id: idOf(unit.id), ...Object.fromEntries(news) } });
        return;
      }
      const { id, name, site, address, city, country, type, availability } = unit;
      put({
        unit: {
          id: idOf(id),
          name: pseudonyms.text(name),
          site: pseudonyms.text(site),
          address: pseudonyms.text(address),
          city: pseudonyms.text(city),
          country: pseudonyms.text(country),
          type,
          ...state,
          ...(availability === null ? {} : { availability }),
          lastEvent: since(unit.lastEventAt),
          outSince: unit.firstSeenHere ? undefined : since(unit.outSince),
        },
      });
    },
    /** An event. One of a unit that no list had so far is left out: the list will have what it said. */
    heard(update: UnitUpdate): void {
      const before = states.get(update.id);
      if (before === undefined) return;
      const state = stateIn(update);
      states.set(update.id, { ...before, ...state });
      put({ event: { id: idOf(update.id), ...state } });
    },
    /** Whether the units are followed live from now on. */
    live(isLive: boolean): void {
      put({ live: isLive });
    },
    /** The last line. `full`: the file has become as long as it may. */
    end(reason: 'stopped' | 'full'): void {
      put({ end: reason });
    },
  };
}

function stateIn({
  condition,
  floor,
  direction,
}: Pick<UnitUpdate, 'condition'> & {
  floor?: string | null | undefined;
  direction?: Unit['direction'] | undefined;
}): State {
  return {
    ...(condition === undefined ? {} : { condition }),
    ...(typeof floor === 'string' && /^-?\d{1,4}$/.test(floor) ? { floor: Number(floor) } : {}),
    ...(direction ? { direction } : {}),
  };
}
