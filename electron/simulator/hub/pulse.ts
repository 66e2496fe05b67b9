import type { Dialect } from '../dialect/dialects.ts';
import { eventForm } from '../dialect/unit-form.ts';
import type { FaultBoard } from '../faults.ts';
import type { Traffic, TwinEvent } from '../fleet/traffic.ts';
import type { HubConnection } from './connection.ts';
import { MESSAGE, record } from './protocol.ts';

export interface HubPulseSettings {
  readonly dialect: Dialect;
  readonly traffic: Traffic;
  /** While the hub is stalled, it sends nothing and no events happen. */
  readonly faults: FaultBoard;
  /** ms since 1970. */
  readonly now: () => number;
  /** Events per second for this many subscribed units. */
  readonly rate: (subscribed: number) => number;
  /** Interval of the pings, ms. */
  readonly keepAliveMs: number;
}

const BEAT_MS = 50;
/** A connection is closed after this time without a message; clients ping every 15 s. */
const CLIENT_TIMEOUT_MS = 30_000;
/** A client with more unsent bytes than this is not reading, so it is disconnected. */
const WAITING_LIMIT = 16 * 1024 * 1024;
/** Records are combined in one frame up to about this many characters. */
const FRAME_LENGTH = 32 * 1024;
const PING = record({ type: MESSAGE.ping });
const TARGET = 'ProcessRealtimeTwinEventMessage';

/**
 * The hub's timers: events, pings, and closing connections whose token has expired or that timed out. Adds to the
 * `counts` what it sends.
 */
export function createHubPulse(
  settings: HubPulseSettings,
  connections: ReadonlySet<HubConnection>,
  counts: { events: number; pings: number },
) {
  const { traffic } = settings;
  const inForm = eventForm(settings.dialect);
  let timer: NodeJS.Timeout | undefined;
  let units: readonly string[] | undefined;
  let due = 0;
  let lastBeat = 0;
  let lastPing = 0;

  /** Sends events to the subscribers of their units. Returns how many receivers they had. */
  function deliver(events: Iterable<TwinEvent>): number {
    const batches = new Map<HubConnection, string>();
    let receivers = 0;
    for (const event of events) {
      counts.events += 1;
      const text = record({ type: MESSAGE.invocation, target: TARGET, arguments: [inForm(event)] });
      for (const connection of connections) {
        if (!connection.subscribed.has(event.unitId)) continue;
        receivers += 1;
        const batch = (batches.get(connection) ?? '') + text;
        if (batch.length >= FRAME_LENGTH) connection.say(batch);
        batches.set(connection, batch.length < FRAME_LENGTH ? batch : '');
      }
    }
    for (const [connection, batch] of batches) if (batch !== '') connection.say(batch);
    return receivers;
  }

  function* happening(elapsed: number): Generator<TwinEvent> {
    units ??= [...subscribedUnits(connections)];
    const rate = settings.rate(units.length);
    // Events that were missed while the process was paused are not sent later.
    due = Math.min(due + (rate * elapsed) / 1_000, Math.max(1, rate));
    for (; due >= 1; due -= 1) {
      const event = traffic.step(units);
      if (event !== undefined) yield event;
    }
  }

  function keepHouse(now: number): void {
    const ping = now - lastPing >= settings.keepAliveMs;
    if (ping) lastPing = now;
    for (const connection of connections) {
      if (connection.pass.expiresAt <= settings.now()) connection.end('The access token has expired.');
      else if (now - connection.heardAt > CLIENT_TIMEOUT_MS) connection.end('Client timeout elapsed.');
      else if (connection.client.bufferedAmount > WAITING_LIMIT) connection.client.terminate();
      else if (ping && connection.isOpen) {
        connection.say(PING);
        counts.pings += 1;
      }
    }
  }

  function beat(): void {
    const now = performance.now();
    const elapsed = now - lastBeat;
    lastBeat = now;
    if (settings.faults.current().hubStalled) return;
    keepHouse(now);
    deliver(happening(elapsed));
  }

  function stop(): void {
    clearInterval(timer);
    timer = undefined;
  }

  return {
    /** Call this when connections or subscriptions have changed. */
    refresh(): void {
      units = undefined;
      if (connections.size === 0) stop();
      else if (timer === undefined) {
        lastBeat = performance.now();
        timer = setInterval(beat, BEAT_MS).unref();
      }
    },
    /** Applies these events and sends each to all subscribers of its unit. Returns the number of receivers. */
    send(events: readonly TwinEvent[]): number {
      for (const event of events) traffic.apply(event);
      return deliver(events);
    },
    stop,
  };
}

/** All units that some connection has subscribed to. */
export function subscribedUnits(connections: ReadonlySet<HubConnection>): Set<string> {
  return new Set([...connections].flatMap(({ subscribed }) => [...subscribed]));
}
