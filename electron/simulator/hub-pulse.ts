import type { HubConnection } from './hub-connection.ts';
import { MESSAGE, record } from './hub-protocol.ts';
import type { TokenSettings } from './tokens.ts';
import type { Traffic, TwinEvent } from './traffic.ts';

export interface HubPulseParts {
  readonly connections: ReadonlySet<HubConnection>;
  readonly traffic: Traffic;
  readonly tokens: TokenSettings;
  readonly rate: (subscribed: number) => number;
  readonly keepAliveMs: number;
  /** While true, the hub sends nothing and no events happen. */
  readonly stalled: () => boolean;
  readonly counts: { events: number; pings: number };
}

/** The hub's timers: events, pings, and closing connections whose token has expired or that timed out. */
export interface HubPulse {
  /** Call this when connections or subscriptions have changed. */
  refresh(): void;
  /** Applies this event and sends it to all subscribers of its unit. Returns the number of receivers. */
  send(event: TwinEvent): number;
  close(): void;
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

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share the timers
export function createHubPulse(parts: HubPulseParts): HubPulse {
  const { connections, traffic } = parts;
  let timer: NodeJS.Timeout | undefined;
  let units: readonly string[] | undefined;
  let due = 0;
  let lastBeat = 0;
  let lastPing = 0;

  function deliver(event: TwinEvent, batches: Map<HubConnection, string>): number {
    const text = record({ type: MESSAGE.invocation, target: TARGET, arguments: [event] });
    let receivers = 0;
    for (const connection of connections) {
      if (!connection.subscribed.has(event.unitId)) continue;
      receivers += 1;
      const batch = (batches.get(connection) ?? '') + text;
      if (batch.length < FRAME_LENGTH) batches.set(connection, batch);
      else {
        connection.say(batch);
        batches.delete(connection);
      }
    }
    parts.counts.events += 1;
    return receivers;
  }

  function flush(batches: Map<HubConnection, string>): void {
    for (const [connection, batch] of batches) connection.say(batch);
  }

  function move(elapsed: number): void {
    units ??= [...new Set([...connections].flatMap(({ subscribed }) => [...subscribed]))];
    const rate = parts.rate(units.length);
    // Events that were missed while the process was paused are not sent later.
    due = Math.min(due + (rate * elapsed) / 1_000, Math.max(1, rate));
    const batches = new Map<HubConnection, string>();
    for (; due >= 1; due -= 1) {
      const event = traffic.step(units);
      if (event !== undefined) deliver(event, batches);
    }
    flush(batches);
  }

  function keepHouse(now: number): void {
    const ping = now - lastPing >= parts.keepAliveMs;
    if (ping) lastPing = now;
    for (const connection of connections) {
      if (connection.pass.expiresAt <= parts.tokens.now()) connection.end('The access token has expired.');
      else if (now - connection.heardAt > CLIENT_TIMEOUT_MS) connection.end('Client timeout elapsed.');
      else if (connection.peer.waiting > WAITING_LIMIT) connection.peer.destroy();
      else if (ping && connection.isOpen) {
        connection.say(PING);
        parts.counts.pings += 1;
      }
    }
  }

  function beat(): void {
    const now = performance.now();
    const elapsed = now - lastBeat;
    lastBeat = now;
    if (parts.stalled()) return;
    keepHouse(now);
    move(elapsed);
  }

  function stop(): void {
    clearInterval(timer);
    timer = undefined;
  }

  return {
    refresh() {
      units = undefined;
      if (connections.size === 0) return stop();
      if (timer !== undefined) return;
      lastBeat = performance.now();
      timer = setInterval(beat, BEAT_MS);
      timer.unref();
    },
    send(event) {
      traffic.apply(event);
      const batches = new Map<HubConnection, string>();
      const receivers = deliver(event, batches);
      flush(batches);
      return receivers;
    },
    close: stop,
  };
}
