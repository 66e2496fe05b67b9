import type { UnitUpdate } from '../../contract/live.ts';
import { AppError, toAppError } from '../errors.ts';
import type { Clock, Log } from '../ports.ts';
import { type Hub, type HubParts, openHub } from './hub.ts';
import { pause } from './pause.ts';
import { createSubscriptions, type HubMemory, type Subscriptions } from './subscriptions.ts';

export interface LineParts extends Omit<HubParts, 'onEvent' | 'subscriptionKey'> {
  clock: Clock;
  log: Log;
  memory: HubMemory;
  /** Throws when there is no key. */
  subscriptionKey: () => string;
  wanted: () => ReadonlySet<string>;
  /** The update of a valid event of a wanted unit, else undefined. */
  read: (event: unknown) => UnitUpdate | undefined;
  onUpdate: (update: UnitUpdate) => void;
  /** Resolves when `wanted` is known. */
  ready: () => Promise<void>;
  /** Everything wanted is subscribed to; called once per line. */
  onSubscribed: () => void;
}

/** A connection to the hub that outlives the expiry of tokens. */
export interface Line {
  /** Updates the subscriptions; a failure ends the line. Does not reject. */
  sync(): Promise<void>;
}

interface Link {
  hub: Hub;
  subscriptions: Subscriptions;
  /** Delivers the updates received so far, then all later ones. */
  take(): void;
}

/** A token is renewed when a quarter of its time is left, and at most this long before it expires, ms. */
const longestMargin = 120_000;
const renewalRetry = 5_000;

/**
 * Connects, subscribes and returns the error that breaks the line. Before the token expires, another connection with a
 * new token takes over without a gap (R34). Throws what `openHub` throws, and the reason of an abort.
 */
export async function holdLine(
  parts: LineParts,
  signal: AbortSignal,
  onOpen: (line: Line) => void,
): Promise<AppError> {
  let link = await openLink(parts, signal);
  const over = new AbortController();
  const all = AbortSignal.any([signal, over.signal]);
  const broken = Promise.withResolvers<AppError>();
  // It may reject while nothing awaits it.
  broken.promise.catch(() => undefined);
  signal.addEventListener('abort', () => broken.reject(signal.reason), { signal: over.signal });
  const sync = (of: Link) =>
    of.subscriptions.sync().catch((error: unknown) => broken.resolve(toAppError(error)));
  const until = async <T>(done: Promise<T>) => Promise.race([link.hub.ended, broken.promise, done]);
  try {
    signal.throwIfAborted();
    link.take();
    const early = (await until(parts.ready())) ?? (await until(sync(link)));
    if (early) return early;
    onOpen({ sync: () => sync(link) });
    parts.onSubscribed();
    for (let wait = renewalDelay(parts.clock, link.hub); ; ) {
      const reason = await until(pause(parts.clock, wait, over.signal));
      if (reason) return reason;
      // Not through the race's result: `broken` would keep each of them, with its hub, in memory until the line ends.
      let next: Link | undefined;
      const renewed = successor(parts, link.hub, all).then((found) => {
        next = found;
      });
      const end = await until(renewed);
      if (end) return end;
      if (next) {
        link.hub.close();
        link = next;
        link.take();
        // `wanted` may have changed meanwhile.
        void sync(link);
      }
      wait = Math.min(renewalDelay(parts.clock, link.hub), next ? Number.POSITIVE_INFINITY : renewalRetry);
    }
  } finally {
    over.abort(new AppError('cancelled', 'The line is over.'));
    link.hub.close();
  }
}

async function openLink(parts: LineParts, signal: AbortSignal): Promise<Link> {
  const early = new Map<string, UnitUpdate>();
  let taken = false;
  const hub = await openHub(
    {
      ...parts,
      subscriptionKey: parts.subscriptionKey(),
      onEvent(event) {
        const update = parts.read(event);
        if (!update) return;
        if (taken) parts.onUpdate(update);
        else early.set(update.id, Object.assign(early.get(update.id) ?? update, update));
      },
    },
    signal,
  );
  return {
    hub,
    subscriptions: createSubscriptions(hub, parts.wanted, parts.memory),
    take() {
      taken = true;
      for (const update of early.values()) parts.onUpdate(update);
      early.clear();
    },
  };
}

/** Another connection with a newer token, subscribed to everything; undefined when that is not possible now. */
async function successor(parts: LineParts, before: Hub, signal: AbortSignal): Promise<Link | undefined> {
  let link: Link | undefined;
  try {
    const { accessToken } = await parts.token();
    if (accessToken === before.token.accessToken) return undefined;
    link = await openLink(parts, signal);
    await link.subscriptions.sync();
    signal.throwIfAborted();
    return link;
  } catch (error) {
    link?.hub.close();
    parts.log.info('the live connection could not be renewed yet', { code: toAppError(error).code });
    return undefined;
  }
}

/** The time until a connection's token is renewed, ms. */
function renewalDelay(clock: Clock, { token }: Hub): number {
  const left = Math.max(token.expiresAt - clock.now(), 0);
  return Math.max(left - Math.min(longestMargin, left / 4), 250);
}
