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
  /** Says nothing while true, and lets nothing happen. */
  readonly stalled: () => boolean;
  readonly counts: { events: number; pings: number };
}

/** What the hub does by itself: events, pings, and the end of those whose token or patience has ended. */
export interface HubPulse {
  /** Connections or their subscriptions have changed. */
  refresh(): void;
  /** Sends this event to whoever has subscribed to its unit, and makes it true. Returns to how many. */
  send(event: TwinEvent): number;
  close(): void;
}

const BEAT_MS = 50;
/** A client that is silent for so long is gone; it pings every 15 s. */
const CLIENT_TIMEOUT_MS = 30_000;
/** More than this that waits to be sent, bytes: nobody reads at the other end. */
const WAITING_LIMIT = 16 * 1024 * 1024;
/** Several records go in one frame up to this length, characters. */
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
    // After a pause of the whole process its events are not made up for.
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
