import type { DeskState } from '../../electron/contract/desk.ts';
import type { Unit } from '../../electron/contract/units.ts';
import { type DeskStore, ownerOf } from '../desk-store.ts';
import type { IncidentKeeper } from '../incidents/keep-incidents.ts';
import { observable } from '../observable.ts';
import type { createLastUpdate } from '../units/live/last-update.ts';
import { rereadAfter } from '../units/live/reread.ts';
import type { UnitsList } from '../units/loading/units-list.ts';
import { newestOf } from '../units/outages/newest.ts';
import { createPace } from '../units/table/pace.ts';
import { createSlices } from '../units/table/slices.ts';
import { noFilters } from '../units/table/unit-filters.ts';
import type { UnitStore } from '../units/table/unit-store.ts';
import type { ViewSight } from '../units/table/view-sight.ts';
import { createDataAge, type DataAge } from './data-age.ts';
import { createViewTurns, pagesOf } from './view-turns.ts';

/** How often it is looked whether the data are current, ms: each second while the age is counted on the screen. */
const beat = { usual: 5_000, stale: 1_000 } as const;
/** Minimum time between two looks at all units, ms. */
const interval = 1_000;
/** The shortest time between two lists that are read because nothing is live, ms. */
const leastAgain = 30_000;

/** What the wall display shows. */
export interface WallPicture {
  /** The name of the view; null for all units. */
  readonly view: string | null;
  /** The place of the view, from 1, and how many there are. */
  readonly at: number;
  readonly of: number;
  readonly isPaused: boolean;
  readonly sight: ViewSight | null;
  /** The outages on this page, and the place of the first, from 0. */
  readonly shown: readonly Unit[];
  readonly from: number;
  /** The newest of all units with somebody trapped, whatever the view is. */
  readonly entrapments: readonly Unit[];
  readonly age: DataAge;
}

/** A look through a view, and since when there is news that it may not see, ms of the steady clock. */
type Look = { readonly view: number; newsSince: number | null };

/** All that can be shown at once; there may be more. */
const mostEntrapments = 200;

export interface WallParts {
  desk: Pick<DeskStore, 'state'>;
  list: Pick<UnitsList, 'state' | 'catchUp'>;
  units: Pick<UnitStore, 'size' | 'subscribe' | 'sightSteps'>;
  incidents: Pick<IncidentKeeper, 'list' | 'open' | 'openOf'>;
  lastUpdate: Pick<ReturnType<typeof createLastUpdate>, 'age'>;
}

/** What the wall display shows, and what keeps it current: it needs nobody. Nothing happens before `start`. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share the view in turn and what was seen of it
export function createWallModel(
  { desk, list, units, incidents, lastUpdate }: WallParts,
  slices = createSlices(),
) {
  /** Since when there is news that is not in the picture, ms of the steady clock. */
  let unshownSince: number | null = null;
  const dataAge = createDataAge({
    live: () => desk.state.get()?.live ?? { phase: 'off', since: 0, cover: null },
    list: list.state.get,
    lastUpdate: lastUpdate.age,
    size: () => units.size,
    unshown: () => (unshownSince === null ? 0 : performance.now() - unshownSince),
  });
  const views = () => desk.state.get()?.savedViews ?? [];
  let age = dataAge.look();
  /** The view that was looked through last, as it was then: its name, and its place from 0. */
  let scene: (Pick<WallPicture, 'view'> & { readonly at: number; readonly sight: ViewSight }) | null = null;
  let looking: Look | null = null;
  let fitting = 1;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = Number.NEGATIVE_INFINITY;
  let owner = ownerOf(desk.state.get());
  let seen: DeskState | null = null;
  const turns = createViewTurns(() => lookThrough());
  const picture = observable(drawn());
  const pace = createPace(lookThrough, interval);

  function drawn(): WallPicture {
    const turn = turns.turn();
    // While the next view is looked through, the last one stays.
    const { at, view, sight } = scene ?? { at: turn.view, view: null, sight: null };
    const from = at === turn.view ? turn.page * fitting : 0;
    const trapped = incidents.open().filter(({ condition }) => condition === 'entrapment');
    return {
      view,
      at: at + 1,
      of: views().length + 1,
      isPaused: turns.isPaused(),
      sight,
      shown: sight === null ? [] : newestOf(sight.outages, from + fitting).slice(from),
      from,
      entrapments: newestOf(trapped, mostEntrapments),
      age,
    };
  }

  /**
   * Looks through the units of the view. The picture is drawn when that is done. Neither news nor the turn of another view begins
   * it anew meanwhile: of very many units it would never be done.
   */
  function lookThrough(): void {
    unshownSince ??= performance.now();
    if (looking !== null) {
      looking.newsSince ??= performance.now();
      return;
    }
    const mine: Look = { view: turns.turn().view, newsSince: null };
    looking = mine;
    slices.run(lookSteps(mine), {
      done() {
        const isInTurn = mine.view === turns.turn().view;
        if (isInTurn) turns.setPages(pagesOf(scene?.sight.outages.length ?? 0, fitting));
        unshownSince = mine.newsSince;
        picture.set(drawn());
        if (!isInTurn) lookThrough();
        else if (mine.newsSince !== null) pace.changed();
      },
    });
  }

  function* lookSteps(mine: Look): Generator<undefined, void> {
    try {
      const saved = views()[mine.view - 1];
      const { query = '', ...filters } = saved?.view ?? {};
      const sight = yield* units.sightSteps(query, { ...noFilters, ...filters }, incidents.openOf);
      scene = { at: mine.view, view: saved?.name ?? null, sight };
    } finally {
      // Also where it fails: the next one may not.
      if (looking === mine) looking = null;
    }
  }

  /** Reads the list again where nothing else makes it current. */
  function keepCurrent(): void {
    const every = Math.max(leastAgain, rereadAfter(units.size) - leastAgain);
    const isOld = age.age === null || age.age > every;
    if (!(isOld || age.isInDoubt) || list.state.get().phase === 'loading') return;
    if (performance.now() - asked < every) return;
    asked = performance.now();
    list.catchUp();
  }

  function look(): void {
    clearTimeout(timer);
    age = dataAge.look();
    keepCurrent();
    const shown = picture.get().age;
    if (age.isStale || shown.isStale || age.isInDoubt !== shown.isInDoubt) picture.set(drawn());
    timer = setTimeout(look, age.isStale ? beat.stale : beat.usual);
  }

  function follow(): void {
    const state = desk.state.get();
    if (state === seen || state === null) return;
    const next = ownerOf(state);
    if (next !== owner) dataAge.clear();
    owner = next;
    if (state.live !== seen?.live) look();
    if (state.savedViews !== seen?.savedViews) pace.changed();
    seen = state;
    turns.set(state.savedViews.length + 1, state.wall.viewSeconds);
  }

  return {
    picture,
    /** So many outages fit on the screen. */
    setFitting(count: number): void {
      if (count === fitting) return;
      fitting = count;
      lookThrough();
    },
    /** The next view or page, or the one before. */
    go: turns.go,
    pause(paused: boolean): void {
      turns.pause(paused);
      picture.set(drawn());
    },
    /** Returns what stops it. */
    start(): () => void {
      const unsubscribe = [
        desk.state.subscribe(follow),
        list.state.subscribe(look),
        units.subscribe(pace.changed),
        incidents.list.subscribe(pace.changed),
      ];
      follow();
      look();
      lookThrough();
      return () => {
        for (const each of unsubscribe) each();
        clearTimeout(timer);
        looking = null;
        slices.cancel();
        pace.stop();
        turns.stop();
      };
    },
  };
}
