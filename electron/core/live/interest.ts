/** Which units get live updates, and what the hub is told of it. */
import type { LiveState } from '../../contract/live.ts';
import { type AppError, toAppError } from '../errors.ts';
import type { Hub } from './hub.ts';

/** The ids of a list's units. They belong to who has read it, and do not change any more. */
export type ListedIds = Iterable<string> & { readonly size: number };

/** @param onChange called after every change of `wanted` */
export function createInterest(alwaysFollow: () => readonly string[], onChange: () => void) {
  /** Undefined until the window says what it shows. */
  let followed: readonly string[] | 'all' | undefined;
  /** Those in sight while all are followed: they come first where the hub does not take all. */
  let first: readonly string[] = [];
  /** How many units the hub takes; undefined until it has refused more. */
  let most: number | undefined;
  let list: ListedIds | undefined;
  let wanted: ReadonlySet<string> = new Set();
  let ready = Promise.withResolvers<void>();
  let isReady = false;

  /** To be called when `alwaysFollow` may have changed. */
  function refresh(): void {
    const shown = followed === 'all' ? [...first, ...(list ?? [])] : (followed ?? []);
    const all = new Set([...alwaysFollow(), ...shown]);
    wanted = most === undefined || all.size <= most ? all : new Set([...all].slice(0, most));
    const known = followed !== 'all' || list !== undefined;
    if (known) ready.resolve();
    // A pending promise is kept: others await it.
    else if (isReady) ready = Promise.withResolvers();
    isReady = known;
    onChange();
  }

  return {
    wanted: () => wanted,
    refresh,
    followsAll: () => followed === 'all',
    /** Whether there is a complete list. */
    isListed: () => list !== undefined,
    /** Whether it is known what is shown: also for an empty list. */
    isTold: () => followed !== undefined || list?.size === 0,
    /** Resolves when `wanted` is known; following `all` needs the list first. */
    ready: () => ready.promise,
    /** @param inSight while all are followed, those of them that come first */
    follow(ids: readonly string[] | 'all', inSight: readonly string[] = []) {
      followed = ids;
      first = inSight;
      refresh();
    },
    /** The hub takes no more than `accepted` units. False if that is no news, or if it takes none at all. */
    limit(accepted: number): boolean {
      if (accepted === 0 || accepted >= wanted.size) return false;
      most = accepted;
      refresh();
      return true;
    },
    /** What of the list live updates reach; null for all of it. */
    cover(): LiveState['cover'] {
      if (list === undefined || followed === undefined) return null;
      const units = { followed: Math.min(wanted.size, list.size), of: list.size };
      return units.followed < units.of ? units : null;
    },
    /** A list has come to its end, with these units. One that is not whole takes no unit away from the last one. */
    listed(ids: ListedIds, isWhole = true) {
      list = isWhole || list === undefined ? ids : new Set([...list, ...ids]);
      refresh();
    },
    /** The account has changed: its units are no longer wanted. */
    clear() {
      list = undefined;
      first = [];
      most = undefined;
      if (followed !== 'all') followed = undefined;
      refresh();
    },
  };
}

/** What is known of the hub, across connections. */
export interface HubMemory {
  knowsUnsubscribe: boolean;
}

/** Units per call. */
const chunkSize = 200;
/** Calls in flight at a time. */
const parallel = 8;

/**
 * Returns the function that subscribes one connection to the wanted units, and to no others. It resolves when the hub
 * knows everything wanted by then; rejects when the connection ends, or the hub refuses.
 * @param limit told how many units the hub has taken before it refused; true if fewer are wanted now
 */
export function createSubscriptions(
  hub: Pick<Hub, 'subscribe' | 'unsubscribe'>,
  wanted: () => ReadonlySet<string>,
  memory: HubMemory,
  limit: (accepted: number) => boolean = () => false,
): () => Promise<void> {
  const subscribed = new Set<string>();
  let running: Promise<void> | undefined;
  let again = false;

  let refusal: AppError | undefined;

  async function subscribe(ids: readonly string[]): Promise<void> {
    try {
      await hub.subscribe(ids);
      for (const id of ids) subscribed.add(id);
    } catch (error) {
      const failure = toAppError(error);
      if (failure.code !== 'api-bad-answer') throw error;
      // The other calls on their way may still be taken.
      refusal = failure;
    }
  }

  /** A hub without unsubscribe keeps sending; unwanted events are ignored then. */
  async function unsubscribe(ids: readonly string[]): Promise<void> {
    if (!memory.knowsUnsubscribe) return;
    if (await hub.unsubscribe(ids)) for (const id of ids) subscribed.delete(id);
    else memory.knowsUnsubscribe = false;
  }

  async function run(): Promise<void> {
    let target: ReadonlySet<string>;
    do {
      again = false;
      refusal = undefined;
      target = wanted();
      // First, because a hub that takes only so many units needs the room.
      await inChunks(subscribed, (id) => !target.has(id), unsubscribe);
      await inChunks(
        target,
        (id) => !subscribed.has(id),
        subscribe,
        () => refusal !== undefined,
      );
      if (refusal && !limit(subscribed.size)) throw refusal;
      // Units that became wanted meanwhile are included.
    } while (again || target !== wanted());
  }

  return () => {
    again = true;
    running ??= run().finally(() => {
      running = undefined;
    });
    return running;
  };
}

async function inChunks(
  all: ReadonlySet<string>,
  isMeant: (id: string) => boolean,
  call: (ids: readonly string[]) => Promise<void>,
  isOver: () => boolean = () => false,
): Promise<void> {
  const ids = [...all].filter(isMeant);
  const chunks = Array.from({ length: Math.ceil(ids.length / chunkSize) }, (_, i) =>
    ids.slice(i * chunkSize, (i + 1) * chunkSize),
  );
  for (let i = 0; i < chunks.length && !isOver(); i += parallel)
    await Promise.all(chunks.slice(i, i + parallel).map(call));
}
