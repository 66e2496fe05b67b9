import type { UnitUpdate } from '../../contract/live.ts';
import { isWayClosed } from '../../contract/names.ts';
import { gather } from '../../contract/overlay.ts';
import { backoff, pause } from '../backoff.ts';
import { AppError, toAppError } from '../errors.ts';
import type { Clock, Log } from '../ports.ts';
import { type Hub, type HubParts, openHub } from './hub.ts';
import { createSubscriptions, type HubMemory } from './interest.ts';

/** All in ms. */
export const usualRetry = {
  firstRetry: 500,
  longestRetry: 30_000,
  /** The longest delay while offline: the window recovers within 5 s of the network's return. */
  offlineRetry: 4_000,
  /** Delay for a service without a hub. */
  noHubRetry: 300_000,
  /** A connection that lasted this long resets the backoff. */
  goodAfter: 10_000,
};
type RetryTiming = typeof usualRetry;

export interface LineParts extends Omit<HubParts, 'onEvent' | 'subscriptionKey'>, RetryTiming {
  clock: Clock;
  log: Log;
  memory: HubMemory;
  /** Throws when there is no key. */
  subscriptionKey: () => string;
  wanted: () => ReadonlySet<string>;
  /** The hub refuses more than `accepted` units. True if fewer are wanted now. */
  limit: (accepted: number) => boolean;
  /** The update of a valid event of a wanted unit, else undefined. */
  read: (event: unknown, record?: string) => UnitUpdate | undefined;
  onUpdate: (update: UnitUpdate) => void;
  /** Resolves when `wanted` is known. */
  ready: () => Promise<void>;
  /**
   * Called once per line: everything wanted is subscribed to. `sync` updates the subscriptions of the line; a failure
   * ends the line. It does not reject.
   */
  onOpen: (sync: () => Promise<void>) => void;
  /** The line broke or could not be opened; `noHub`: the service has no hub. */
  onLost: (failure: AppError, noHub: boolean) => void;
}

type Link = Awaited<ReturnType<typeof openLink>>;

/** A token is renewed when a quarter of its time is left, and at most this long before it expires, ms. */
const longestMargin = 120_000;
const renewalRetry = 5_000;

/**
 * Connects, subscribes and returns the error that breaks the line. Before the token expires, another connection with a
 * new token takes over without a gap (R34). Throws what `openHub` throws, and the reason of an abort.
 */
export async function holdLine(parts: LineParts, signal: AbortSignal): Promise<AppError> {
  let link = await openLink(parts, signal);
  const over = new AbortController();
  const all = AbortSignal.any([signal, over.signal]);
  const broken = Promise.withResolvers<AppError>();
  // It may reject while nothing awaits it.
  broken.promise.catch(() => undefined);
  signal.addEventListener('abort', () => broken.reject(signal.reason), { signal: over.signal });
  /** A failure ends the line only if it is not that of a connection which was replaced meanwhile. */
  async function sync(): Promise<void> {
    const asked = link;
    const failure = await asked.sync().then(() => undefined, toAppError);
    if (asked !== link) return sync();
    if (failure) broken.resolve(failure);
  }
  const until = async <T>(done: Promise<T>) => Promise.race([link.hub.ended, broken.promise, done]);
  try {
    signal.throwIfAborted();
    link.take();
    const early = (await until(parts.ready())) ?? (await until(sync()));
    if (early) return early;
    parts.onOpen(sync);
    for (let wait = renewalDelay(parts.clock, link.hub); ; ) {
      const reason = await until(pause(parts.clock, wait, over.signal));
      if (reason) return reason;
      // Not returned through the race: `broken` would keep every result, with its hub, in memory until the line ends.
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
        void sync();
      }
      wait = Math.min(renewalDelay(parts.clock, link.hub), next ? Number.POSITIVE_INFINITY : renewalRetry);
    }
  } finally {
    over.abort(new AppError('cancelled', 'The line is over.'));
    link.hub.close();
  }
}

async function openLink(parts: LineParts, signal: AbortSignal) {
  const early = new Map<string, UnitUpdate>();
  let taken = false;
  const hub = await openHub(
    {
      ...parts,
      subscriptionKey: parts.subscriptionKey(),
      onEvent(event, record) {
        const update = parts.read(event, record);
        if (!update) return;
        if (taken) parts.onUpdate(update);
        else gather(early, update);
      },
    },
    signal,
  );
  return {
    hub,
    sync: createSubscriptions(hub, parts.wanted, parts.memory, parts.limit),
    /** Delivers the updates received so far, then all later ones. */
    take(): void {
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
    await link.sync();
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

/** Reconnects until it is aborted; never gives up (R34). */
export async function stayConnected(parts: LineParts, signal: AbortSignal): Promise<void> {
  const { clock } = parts;
  let failures = 0;
  let known = false;
  while (!signal.aborted) {
    const since = clock.steady();
    let held = false;
    const onOpen: LineParts['onOpen'] = (sync) => {
      held = true;
      known = true;
      parts.onOpen(sync);
    };
    const failure = await holdLine({ ...parts, onOpen }, signal).catch(toAppError);
    if (signal.aborted) return;
    failures = held && clock.steady() - since >= parts.goodAfter ? 1 : failures + 1;
    // A hub that existed before is only missing for a moment, for example during a deployment.
    const noHub = failure.details['status'] === '404' && !known;
    parts.onLost(failure, noHub);
    await pause(clock, noHub ? parts.noHubRetry : retryDelay(parts, failure, failures, held), signal);
  }
}

/**
 * The retry delay, ms: short after a connection that lasted, otherwise exponential backoff; with jitter.
 * @param held whether it was connected at all
 */
export function retryDelay(timing: RetryTiming, failure: AppError, failures: number, held: boolean): number {
  const jitter = 0.5 + Math.random() / 2;
  const { seconds } = failure.details;
  const usual = backoff(timing.firstRetry, timing.longestRetry, failures);
  // If it was connected, the network is there and the hub drops us.
  const delay = isWayClosed(failure) && !held ? Math.min(usual, timing.offlineRetry) : usual;
  return Math.max(delay * jitter, Number(seconds ?? 0) * 1_000);
}
