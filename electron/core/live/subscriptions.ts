import type { Hub } from './hub.ts';

/** Keeps one connection subscribed to the wanted units. */
export interface Subscriptions {
  /** Resolves when the hub knows everything wanted by then. Rejects when it refuses, or the connection ends. */
  sync(): Promise<void>;
}

/** What is known of the hub, across connections. */
export interface HubMemory {
  knowsUnsubscribe: boolean;
}

/** Units per call. */
const chunkSize = 200;
/** Calls in flight at a time. */
const parallel = 8;

export function createSubscriptions(
  hub: Pick<Hub, 'subscribe' | 'unsubscribe'>,
  wanted: () => ReadonlySet<string>,
  memory: HubMemory,
): Subscriptions {
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
      await inChunks(
        [...target].filter((id) => !subscribed.has(id)),
        subscribe,
      );
      await inChunks(
        [...subscribed].filter((id) => !target.has(id)),
        unsubscribe,
      );
      // Units that became wanted meanwhile are included.
    } while (again || target !== wanted());
  }

  return {
    sync() {
      again = true;
      running ??= run().finally(() => {
        running = undefined;
      });
      return running;
    },
  };
}

async function inChunks(
  ids: readonly string[],
  call: (ids: readonly string[]) => Promise<void>,
): Promise<void> {
  const chunks = Array.from({ length: Math.ceil(ids.length / chunkSize) }, (_, i) =>
    ids.slice(i * chunkSize, (i + 1) * chunkSize),
  );
  for (let i = 0; i < chunks.length; i += parallel)
    await Promise.all(chunks.slice(i, i + parallel).map(call));
}
