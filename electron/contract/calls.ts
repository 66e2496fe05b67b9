/**
 * The IPC contract between window and main process: every call and every event with its schema. Main validates input
 * with these schemas; the preload and the page import only types, so they never load zod.
 */
import type { z } from 'zod';
import { agentCalls } from './agent.ts';
import { clipboardCalls } from './clipboard.ts';
import { connectionsCalls } from './connections.ts';
import { consoleCalls } from './console.ts';
import { deskCalls, deskEvents } from './desk.ts';
import { exportsCalls } from './exports.ts';
import type { Failure } from './failure.ts';
import { handOverCalls } from './hand-over.ts';
import { incidentsCalls, incidentsEvents } from './incidents.ts';
import { ledgerCalls } from './ledger.ts';
import { linksCalls } from './links.ts';
import { liveCalls, liveEvents } from './live.ts';
import { menuEvents } from './menu.ts';
import type { callNames, Feature } from './names.ts';
import { notesCalls } from './notes.ts';
import { paperCalls } from './paper.ts';
import { proxyCalls } from './proxy.ts';
import { rowsCalls } from './rows.ts';
import { sessionCalls } from './session.ts';
import { settingsCalls } from './settings.ts';
import { setupCalls } from './setup.ts';
import type { CallsOf } from './shapes.ts';
import { supportCalls, supportEvents } from './support.ts';
import { unitsCalls, unitsEvents } from './units.ts';
import { updatesCalls } from './updates.ts';
import { viewsCalls } from './views.ts';
import { wallCalls } from './wall.ts';

/** Every request that the window may make. */
export const calls = {
  ...sessionCalls,
  ...clipboardCalls,
  ...unitsCalls,
  ...liveCalls,
  ...viewsCalls,
  ...notesCalls,
  ...ledgerCalls,
  ...incidentsCalls,
  ...handOverCalls,
  ...rowsCalls,
  ...paperCalls,
  ...exportsCalls,
  ...consoleCalls,
  ...connectionsCalls,
  ...setupCalls,
  ...settingsCalls,
  ...linksCalls,
  ...wallCalls,
  ...proxyCalls,
  ...updatesCalls,
  ...agentCalls,
  ...supportCalls,
  ...deskCalls,
} satisfies CallsOf<Feature>;

/** Every message that main may push to the window. */
export const events = {
  ...unitsEvents,
  ...liveEvents,
  ...incidentsEvents,
  ...supportEvents,
  ...menuEvents,
  ...deskEvents,
} satisfies Record<string, z.ZodType>;

export type Calls = typeof calls;
export type Call = keyof Calls;
export type CallInput<C extends Call> = z.output<Calls[C]['input']>;
export type CallOutput<C extends Call> = z.output<Calls[C]['output']>;
export type CallArguments<C extends Call> = undefined extends CallInput<C> ? [] : [CallInput<C>];
export type Events = typeof events;
export type EventName = keyof Events;
export type EventValue<E extends EventName> = z.output<Events[E]>;

/** Main must supply a handler for every call: a missing one is a compile error. */
export type Handlers = { [C in Call]: (input: CallInput<C>) => CallOutput<C> | Promise<CallOutput<C>> };
/** The handlers of one feature. */
export type HandlersOf<F extends Feature> = Pick<Handlers, (typeof callNames)[F][number]>;

/** The reply to every call: a rejected promise would lose the error code on its way through IPC. */
export type Reply<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** How a reply gets to the page: sent like the events, so that neither overtakes the other (R38). */
export interface Answer {
  channel: 'answer';
  /** `id` is the one that the page gave the call. */
  message: { id: number; reply: Reply<never> };
}

/** What the page sees as `window.desktop`. */
export type Desktop = { [C in Call]: (...args: CallArguments<C>) => Promise<Reply<CallOutput<C>>> } & {
  on<E extends EventName>(event: E, listener: (value: EventValue<E>) => void): () => void;
};
