/** Which units get live updates, and what the hub is told of it. */
import type { Hub } from './hub.ts';

/** The ids of a list's units. They belong to who has read it, and do not change any more. */
export type ListedIds = Iterable<string> & { readonly size: number };

/** @param onChange called after every change of `wanted` */
export function createInterest(alwaysFollow: () => readonly string[], onChange: () => void) {
  /** Undefined until the window says what it shows. */
  let followed: readonly string[] | 'all' | undefined;
  let list: ListedIds | undefined;
  let wanted: ReadonlySet<string> = new Set();
  let ready = Promise.withResolvers<void>();
  let isReady = false;

  /** To be called when `alwaysFollow` may have changed. */
  function refresh(): void {
    const shown = followed === 'all' ? (list ?? []) : (followed ?? []);
    wanted = new Set([...shown, ...alwaysFollow()]);
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
    follow(ids: readonly string[] | 'all') {
      followed = ids;
      refresh();
    },
    /** A list has come to its end, with these units. One that is not whole takes no unit away from the last one. */
    listed(ids: ListedIds, isWhole = true) {
      list = isWhole || list === undefined ? ids : new Set([...list, ...ids]);
      refresh();
    },
    /** The account has changed: its units are no longer wanted. */
    clear() {
      list = undefined;
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
 * knows everything wanted by then; rejects when the hub refuses, or the connection ends.
 */
export function createSubscriptions(
  hub: Pick<Hub, 'subscribe' | 'unsubscribe'>,
  wanted: () => ReadonlySet<string>,
  memory: HubMemory,
): () => Promise<void> {
  const subscribed = new Set<string>();
  let running: Promise<void> | undefined;
  let again = false;

  async function subscribe(ids: readonly string[]): Promise<void> {
    await hub.subscribe(ids);
    for (const id of ids) subscribed.add(id);
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
      target = wanted();
      await inChunks(target, (id) => !subscribed.has(id), subscribe);
      await inChunks(subscribed, (id) => !target.has(id), unsubscribe);
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
): Promise<void> {
  const ids = [...all].filter(isMeant);
  const chunks = Array.from({ length: Math.ceil(ids.length / chunkSize) }, (_, i) =>
    ids.slice(i * chunkSize, (i + 1) * chunkSize),
  );
  for (let i = 0; i < chunks.length; i += parallel)
    await Promise.all(chunks.slice(i, i + parallel).map(call));
}
