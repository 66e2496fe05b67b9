/**
 * What the window and the main process say to each other, in one place: every call, every event, every error code.
 * Main validates with these schemas; the preload and the page import types only, so zod never reaches them.
 */
import { z } from 'zod';

/** Every failure has one of these codes; texts and next steps hang on them (R37). The command line prints them too. */
export const errorCodes = [
  'usage',
  'cancelled',
  'sign-in-needed',
  'sign-in-not-completed',
  'sign-in-timed-out',
  'sign-in-refused',
  'offline',
  'captive-portal',
  'tls',
  'clock',
  'provider-unavailable',
  'api-unavailable',
  'api-refused',
  'api-key-missing',
  'api-key-refused',
  'api-bad-answer',
  'configuration',
  'storage',
  'storage-locked',
  'bad-request',
  'forbidden',
  'unexpected',
] as const;
export const ErrorCode = z.enum(errorCodes);
export type ErrorCode = z.output<typeof ErrorCode>;

/** A failure as shown to people: `details` fills the placeholders of the translated text (host, status, key …). */
export const Failure = z.object({
  code: ErrorCode,
  message: z.string(),
  hint: z.string(),
  details: z.record(z.string(), z.string()),
});
export type Failure = z.output<typeof Failure>;

/**
 * Somebody who has signed in on the connection; `id` names the account there. Decoded from the tokens: for display only,
 * never verified (R22).
 */
export const KnownAccount = z.object({ id: z.string(), name: z.string(), email: z.string().nullable() });
export type KnownAccount = z.output<typeof KnownAccount>;

/** The current account: the one whose units are shown. Times are ms since 1970. */
export const Account = KnownAccount.extend({
  /** The TK employee flag; null when the token does not say. */
  employee: z.boolean().nullable(),
  /** When the current access token ends; it is renewed before that. Null until a token is at hand. */
  expiresAt: z.number().nullable(),
});
export type Account = z.output<typeof Account>;

/**
 * `attempt` is there while the system browser has the word; its times are ms since 1970. With an `account` that stays
 * signed in it is about another one.
 */
export const SessionState = z.object({
  phase: z.enum(['restoring', 'signed-out', 'starting', 'waiting', 'completing', 'signed-in']),
  account: Account.nullable(),
  /** Everybody who is signed in on this connection, the current account among them. */
  accounts: z.array(KnownAccount),
  attempt: z.object({ startedAt: z.number(), expiresAt: z.number(), browserOpened: z.boolean() }).nullable(),
  problem: Failure.nullable(),
  /** The provider has a place where the system browser's own session with it ends. */
  browserSignOut: z.boolean(),
});
export type SessionState = z.output<typeof SessionState>;

/** Where tokens live: `encrypted` on disk, or in memory only, and then why (R23). */
export const Persistence = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('encrypted') }),
  z.object({ kind: z.literal('memory'), reason: z.enum(['no-keyring', 'locked', 'failed', 'simulated']) }),
]);
export type Persistence = z.output<typeof Persistence>;

export const ConnectionSummary = z.object({
  name: z.string(),
  simulated: z.boolean(),
  identityHost: z.string(),
  apiHost: z.string().nullable(),
  /** Where the connection came from, a file's path for instance; null for the built-in ones. */
  origin: z.string().nullable(),
});
export type ConnectionSummary = z.output<typeof ConnectionSummary>;

export const languages = ['system', 'en', 'de'] as const;
export const themes = ['system', 'light', 'dark'] as const;
export const Settings = z.object({ language: z.enum(languages), theme: z.enum(themes) });
export type Settings = z.output<typeof Settings>;

/** Everything the window shows but the units; pushed whole whenever a part of it changes. */
export const DeskState = z.object({
  version: z.string(),
  locale: z.enum(['en', 'de']),
  settings: Settings,
  connection: ConnectionSummary.nullable(),
  connectionProblem: Failure.nullable(),
  subscriptionKey: z.enum(['set', 'missing']),
  session: SessionState,
  persistence: Persistence,
});
export type DeskState = z.output<typeof DeskState>;

/** An elevator or escalator. Unknown values are null; `lastEventAt` is ms since 1970, `availability` percent. */
export const Unit = z.object({
  id: z.string(),
  name: z.string(),
  site: z.string(),
  address: z.string(),
  city: z.string(),
  country: z.string(),
  type: z.enum(['elevator', 'escalator', 'other']),
  /** The service's own word for the status, for instance "Out Of Service". */
  status: z.string(),
  condition: z.enum(['in-service', 'limited', 'out-of-service', 'unknown']),
  floor: z.string().nullable(),
  direction: z.enum(['up', 'down', 'none']).nullable(),
  availability: z.number().nullable(),
  lastEventAt: z.number().nullable(),
});
export type Unit = z.output<typeof Unit>;

/** How a list ended: units received, those dropped for want of an id, and when it was complete (ms since 1970). */
export const UnitsSummary = z.object({ received: z.number(), withoutId: z.number(), fetchedAt: z.number() });
export type UnitsSummary = z.output<typeof UnitsSummary>;

/** The last complete list of an earlier run, and when that was complete (ms since 1970). */
export const CachedUnits = z.object({ units: z.array(Unit), fetchedAt: z.number() });
export type CachedUnits = z.output<typeof CachedUnits>;

export const AccessToken = z.object({
  accessToken: z.string(),
  expiresAt: z.number(),
  scopes: z.array(z.string()),
});
export type AccessToken = z.output<typeof AccessToken>;

const nothing = z.undefined();
const done = z.void();
/** Names one run of the list, so that pages of an abandoned run are not mixed into the next. */
const UnitsRun = z.object({ run: z.number().int().nonnegative() });

/** Every request the window may make. The key is the channel. */
export const calls = {
  getState: { input: nothing, output: DeskState },
  signIn: { input: nothing, output: done },
  cancelSignIn: { input: nothing, output: done },
  openSignInAgain: { input: nothing, output: done },
  copySignInLink: { input: nothing, output: done },
  /** Signs in somebody else; who is signed in stays so. */
  addAccount: { input: nothing, output: done },
  switchAccount: { input: z.object({ id: z.string().min(1).max(512) }), output: done },
  /** Signs the current account out; another one takes its place if there is one. */
  signOut: { input: nothing, output: done },
  /** The same, and then ends the session that the system browser keeps with the provider. */
  signOutEverywhere: { input: nothing, output: done },
  getToken: { input: nothing, output: AccessToken },
  listUnits: { input: UnitsRun, output: UnitsSummary },
  /** What a start can show before the list comes, or without it; null when nothing was kept. */
  cachedUnits: { input: nothing, output: CachedUnits.nullable() },
  cancelUnits: { input: UnitsRun, output: done },
  setSubscriptionKey: { input: z.object({ key: z.string().min(1).max(512) }), output: done },
  changeSettings: { input: Settings.partial(), output: done },
  openConnectionFile: { input: nothing, output: done },
  exploreSimulator: { input: nothing, output: done },
} satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

/** Every message main may push to the window. */
export const events = {
  stateChanged: DeskState,
  unitsPage: UnitsRun.extend({ units: z.array(Unit), received: z.number(), total: z.number().nullable() }),
} satisfies Record<string, z.ZodType>;

export type Calls = typeof calls;
export type Call = keyof Calls;
export type Input<C extends Call> = z.output<Calls[C]['input']>;
export type Output<C extends Call> = z.output<Calls[C]['output']>;
export type Args<C extends Call> = undefined extends Input<C> ? [] : [Input<C>];
export type Events = typeof events;
export type EventName = keyof Events;
export type EventValue<E extends EventName> = z.output<Events[E]>;

/** What main must supply: forgetting a call is a compile error. */
export type Handlers = { [C in Call]: (input: Input<C>) => Output<C> | Promise<Output<C>> };

/** The answer to every call: a rejected promise would lose the code on its way through IPC. */
export type Reply<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** What the page sees as `window.desktop`. */
export type Desktop = { [C in Call]: (...args: Args<C>) => Promise<Reply<Output<C>>> } & {
  on<E extends EventName>(event: E, listener: (value: EventValue<E>) => void): () => void;
};
