import type { Unit } from '../../../electron/contract/units.ts';
import { observable } from '../../observable.ts';
import type { ListState } from '../loading/units-list.ts';
import { createPace } from '../table/pace.ts';
import type { UnitStore } from '../table/unit-store.ts';
import { newestOf } from './newest.ts';
import { createOutageNews } from './outage-news.ts';
import { createOutageSpeech } from './outage-speech.ts';

/** Minimum time between two looks at all outages, in ms. */
const interval = 300;
/** No window has room for more. */
export const mostShown = 8;

/** The units with an open outage, in brief. */
export interface OutageSummary {
  readonly total: number;
  /** The first ones: entrapments, then the newest outages. */
  readonly first: readonly Unit[];
  /** The IDs of those that nobody has seen yet. */
  readonly fresh: ReadonlySet<string>;
  /** A whole list has been looked at: none means that there is none. */
  readonly isKnown: boolean;
}

const nothing: OutageSummary = { total: 0, first: [], fresh: new Set(), isKnown: false };

/**
 * What the strip above the table shows and says, a few times a second at most.
 * @param openOnes all units with an open outage, also those of which nobody knows now what they are
 */
export function createOpenOutages(
  store: Pick<UnitStore, 'subscribe' | 'size' | 'busy'>,
  list: { readonly get: () => ListState; readonly subscribe: (run: () => void) => () => void },
  openOnes: () => readonly Unit[],
) {
  const state = observable(nothing);
  /** What was told of last, to be put into words. */
  const spoken = observable<readonly Unit[]>([]);
  const news = createOutageNews();
  const speech = createOutageSpeech(spoken.set);

  function look(): void {
    if (store.size === 0) {
      news.clear();
      speech.clear();
      spoken.set([]);
      state.set(nothing);
      return;
    }
    const { fetchedAt, awaited, incomplete } = list.get();
    const isWhole = fetchedAt !== null && awaited === null && !incomplete && !store.busy;
    const outages = openOnes();
    speech.add(news.look(outages, isWhole));
    show({
      total: outages.length,
      first: newestOf(outages, mostShown),
      fresh: news.fresh(),
      isKnown: isWhole || state.get().isKnown,
    });
  }

  function show(next: OutageSummary): void {
    const { total, first, fresh, isKnown } = state.get();
    const isSame = first.length === next.first.length && first.every((unit, i) => unit === next.first[i]);
    if (!isSame || total !== next.total || fresh !== next.fresh || isKnown !== next.isKnown) state.set(next);
  }

  const pace = createPace(look, interval);
  store.subscribe(pace.changed);
  list.subscribe(pace.changed);
  return {
    state,
    spoken,
    /** Somebody has seen the outages of these units, or all. */
    seen(ids?: Iterable<string>): void {
      news.seen(ids);
      show({ ...state.get(), fresh: news.fresh() });
    },
  };
}
