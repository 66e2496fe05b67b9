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
  'proxy-sign-in',
  'proxy-refused',
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
  'managed',
  'policy',
  'update-failed',
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
export const KnownAccount = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  /** By a token that was pasted: for this run only, and not renewed. */
  pasted: z.boolean(),
});
export type KnownAccount = z.output<typeof KnownAccount>;

/** The current account: the one whose units are shown. Times are ms since 1970. */
export const Account = KnownAccount.extend({
  /** The TK employee flag; null when the token does not say. */
  employee: z.boolean().nullable(),
  /** When the current access token ends; it is renewed before that. Null until a token is at hand, or when it is opaque. */
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
  z.object({
    kind: z.literal('memory'),
    reason: z.enum(['no-keyring', 'locked', 'failed', 'disk-full', 'disk', 'newer', 'simulated']),
  }),
]);
export type Persistence = z.output<typeof Persistence>;

export const connectionColors = ['blue', 'teal', 'green', 'gold', 'orange', 'red', 'purple', 'grey'] as const;
export const ConnectionColor = z.enum(connectionColors);
export type ConnectionColor = z.output<typeof ConnectionColor>;

/** A connection as the window names it. `id` stays the same as long as it means the same sign-in and the same API. */
export const ConnectionSummary = z.object({
  id: z.string(),
  name: z.string(),
  color: ConnectionColor,
  simulated: z.boolean(),
  identityHost: z.string(),
  apiHost: z.string().nullable(),
  /** Where the connection came from, a file's path for instance; null for the built-in ones. */
  origin: z.string().nullable(),
});
export type ConnectionSummary = z.output<typeof ConnectionSummary>;

export const languages = ['system', 'en', 'de'] as const;
export const themes = ['system', 'light', 'dark'] as const;
export const Settings = z.object({
  language: z.enum(languages),
  theme: z.enum(themes),
  /** Closing the window leaves MAX Desk in the tray, where the desktop has one. */
  closeToTray: z.boolean(),
  startWithSystem: z.boolean(),
  /** How long a copied token stays in the clipboard, seconds (R30). */
  clipboardSeconds: z.number().int().min(10).max(600),
  /** The keys that copy the token from anywhere, as Electron names them ("Control+Shift+K"); '' for none. */
  copyShortcut: z
    .string()
    .regex(
      /^$|^(?=.*(?:Control|Alt|Command|Super)\+)(?:(?:Control|Alt|Command|Super|Shift)\+){1,4}(?:[A-Z\d]|F\d{1,2})$/,
    ),
});
export type Settings = z.output<typeof Settings>;

/** What an organisation may decide for its people. */
export const policyKeys = [
  'connections',
  'allowedHosts',
  'updates',
  'updateChannel',
  'updateDeferralDays',
  'clipboardSeconds',
  'startWithSystem',
  'simulator',
  'logLevel',
] as const;
export type PolicyKey = (typeof policyKeys)[number];
/** Something that is decided, as the person is shown it; `origin` is the file or the key of the registry that says so. */
export const ManagedValue = z.object({
  key: z.enum(policyKeys),
  value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
  origin: z.string(),
});
export type ManagedValue = z.output<typeof ManagedValue>;

/**
 * A proxy that has asked for a user name and a password in this run, as `host:port`. While it is `asking` a person is to answer;
 * `rejected` says that the last answer, or what was kept, was wrong.
 */
export const ProxyState = z.object({
  address: z.string(),
  phase: z.enum(['asking', 'trying', 'declined', 'signed-in']),
  rejected: z.boolean(),
});
export type ProxyState = z.output<typeof ProxyState>;

/**
 * Where a newer version is. `off`: nobody asks, by the organisation's word, or because this MAX Desk was not installed.
 * `available` needs a person or another program to install it; `ready` needs a restart.
 */
export const UpdateState = z.object({
  phase: z.enum(['off', 'idle', 'checking', 'available', 'downloading', 'ready', 'failed']),
  /** The newer version, where one is known. */
  version: z.string().nullable(),
  /** Of the download, percent. */
  progress: z.number().nullable(),
  /** When the feed was last asked with success, ms since 1970. */
  checkedAt: z.number().nullable(),
  /** Of `failed`. */
  problem: Failure.nullable(),
});
export type UpdateState = z.output<typeof UpdateState>;

/** What is asked to set a connection up. */
export const setupFields = [
  'name',
  'protocol',
  'authority',
  'signInPolicy',
  'clientId',
  'scopes',
  'redirectPorts',
  'baseUrl',
  'unitsPath',
  'hubUrl',
] as const;
export type SetupField = (typeof setupFields)[number];
const Answer = z.string().max(2_000);
/** The answers as they were typed, half finished or wrong: scopes with spaces between, ports with spaces or commas. */
export const SetupAnswers = z.record(z.enum(setupFields), Answer);
export type SetupAnswers = z.output<typeof SetupAnswers>;

/**
 * What a check of an answer has found. Only a `wrong` one stands in the way of keeping the connection. `failed` has a
 * failure: the check itself did not get through.
 */
export const SetupFinding = z.object({
  field: z.enum(setupFields),
  outcome: z.enum(['good', 'doubtful', 'wrong']),
  finding: z.enum([
    'missing',
    'malformed',
    'unusual',
    'already-known',
    'answers',
    'asks-for-sign-in',
    'nothing-there',
    'policy-known',
    'provider-found',
    'accepted',
    'unknown',
    'refused',
    'failed',
  ]),
  details: z.record(z.string(), z.string()),
  failure: Failure.nullable(),
});
export type SetupFinding = z.output<typeof SetupFinding>;

/** A connection that a link or a file from outside asks to be taken; nothing happens with it before a person says so. */
export const Proposal = z.object({
  id: z.number().int().nonnegative(),
  source: z.enum(['link', 'file']),
  name: z.string(),
  /** Every host that it would have us contact: where people sign in, the API, the hub, and whatever else it names. */
  identityHost: z.string(),
  apiHost: z.string().nullable(),
  hubHost: z.string().nullable(),
  otherHosts: z.array(z.string()),
  /** Those of them that are not known to be TK Elevator's, nor in use by a connection that is kept. */
  unknownHosts: z.array(z.string()),
  /** The kept connection that it would take the place of. */
  replaces: z.string().nullable(),
  /** Why it cannot be taken; then the rest is empty. */
  problem: Failure.nullable(),
});
export type Proposal = z.output<typeof Proposal>;

/** The columns of the units table, in their usual order: what it is, how it is, where it is, and then the rest. */
export const unitColumns = [
  'name',
  'status',
  'site',
  'city',
  'floor',
  'direction',
  'type',
  'id',
  'address',
  'country',
  'availability',
  'lastEvent',
] as const;
export const unitTypes = ['elevator', 'escalator', 'other'] as const;
export const unitConditions = ['in-service', 'limited', 'out-of-service', 'unknown'] as const;

/** The availability is filtered in parts of five percent, named by their lower ends; 100 itself belongs to the last. */
const AvailabilityPart = z.number().min(0).max(95).multipleOf(5);

/** How the units table is arranged and what it is narrowed to; an empty list of a filter means all of them. */
export const UnitsView = z.object({
  columns: z.array(z.enum(unitColumns)).min(1).max(unitColumns.length),
  density: z.enum(['comfortable', 'compact']),
  sort: z.object({ column: z.enum(unitColumns), descending: z.boolean() }).nullable(),
  query: z.string().max(500),
  conditions: z.array(z.enum(unitConditions)).max(unitConditions.length),
  types: z.array(z.enum(unitTypes)).max(unitTypes.length),
  sites: z.array(z.string().max(500)).max(500),
  availability: z.array(AvailabilityPart).max(20),
  watchedOnly: z.boolean(),
});
export type UnitsView = z.output<typeof UnitsView>;
export const SavedView = z.object({ name: z.string().trim().min(1).max(80), view: UnitsView });
export type SavedView = z.output<typeof SavedView>;

/**
 * How live the units are. `off`: nobody is signed in; `not-available`: the connection names no hub, or the service has
 * none; `catching-up`: connected and subscribed, and the list must be read again before it counts as live (R34).
 */
export const LiveState = z.object({
  phase: z.enum(['off', 'not-available', 'connecting', 'catching-up', 'live', 'reconnecting', 'paused']),
  /** Since when, ms since 1970. */
  since: z.number(),
  /** Why it is not live, while it is not. */
  problem: Failure.nullable(),
});
export type LiveState = z.output<typeof LiveState>;

/** What one live event says of a unit; what it does not say is absent and stays as it was. `at` is ms since 1970. */
export const UnitUpdate = z.object({
  id: z.string(),
  at: z.number(),
  status: z.string().optional(),
  condition: z.enum(unitConditions).optional(),
  floor: z.string().optional(),
  direction: z.enum(['up', 'down', 'none']).optional(),
});
export type UnitUpdate = z.output<typeof UnitUpdate>;

/** The steps of the connection doctor, in their order: each rests on those before it. */
export const doctorChecks = [
  'names',
  'proxy',
  'tls',
  'clock',
  'discovery',
  'policy',
  'issuer',
  'redirect',
  'token',
  'key',
  'units',
  'hub',
] as const;
export type DoctorCheck = (typeof doctorChecks)[number];
export const doctorFindings = [
  'resolved',
  'resolved-by-proxy',
  'direct',
  'proxied',
  'proxied-signed-in',
  'secure',
  'on-this-computer',
  'in-step',
  'described',
  'issuer-matches',
  'policy-known',
  'policy-not-used',
  'redirect-accepted',
  'token-at-hand',
  'key-accepted',
  'units-listed',
  'hub-answers',
  'not-signed-in',
  'not-configured',
  'no-date',
  'rests-on',
  'failed',
] as const;
/** One step of the doctor: `finding` is its text, filled from `details`; a failed one has its failure instead. */
export const DoctorResult = z.object({
  check: z.enum(doctorChecks),
  outcome: z.enum(['passed', 'failed', 'skipped']),
  finding: z.enum(doctorFindings),
  details: z.record(z.string(), z.string()),
  failure: Failure.nullable(),
});
export type DoctorResult = z.output<typeof DoctorResult>;
/** A token by itself, as the `Authorization` header, or as a cURL command with both headers. */
export const CopyKind = z.enum(['token', 'header', 'curl']);
export type CopyKind = z.output<typeof CopyKind>;

/**
 * `window-restored`: the page has ended or hung and was loaded anew; `internal`: main has caught an error of its own;
 * `sign-in-lost`: what was kept of a sign-in cannot be read any more.
 */
export const troubles = ['window-restored', 'internal', 'sign-in-lost', 'newer-data'] as const;
export type Trouble = (typeof troubles)[number];

/** An error of the page for the log: where it came from, never what it says, which might be a secret (R29). */
export const PageError = z.object({
  where: z.enum(['render', 'error', 'rejection']),
  name: z.string().max(100),
  /** The places in its stack, the innermost first. */
  at: z.array(z.string().max(300)).max(10),
});
export type PageError = z.output<typeof PageError>;

/**
 * How windows get onto the screen: by X11, by Wayland, or by X11 through a Wayland compositor. `system`: macOS and Windows have
 * one way only.
 */
export const displayProtocols = ['system', 'x11', 'wayland', 'xwayland'] as const;
export type DisplayProtocol = (typeof displayProtocols)[number];

/** Everything the window shows but the units; pushed whole whenever a part of it changes. */
export const DeskState = z.object({
  version: z.string(),
  locale: z.enum(['en', 'de']),
  settings: Settings,
  connection: ConnectionSummary.nullable(),
  /** All that are known, the current one among them unless it is not kept. */
  connections: z.array(ConnectionSummary),
  connectionProblem: Failure.nullable(),
  subscriptionKey: z.enum(['set', 'missing']),
  session: SessionState,
  persistence: Persistence,
  live: LiveState,
  /** How the table was left; null before it was ever changed. */
  view: UnitsView.nullable(),
  savedViews: z.array(SavedView),
  /** The units whose going out of service is notified, by ID. */
  watched: z.array(z.string()),
  /** What of ours is in the system's clipboard, and when it is cleared (ms since 1970). */
  clipboard: z.object({ what: CopyKind, clearsAt: z.number() }).nullable(),
  /** What this computer offers: a tray to close the window to, and starting with the system for instance. */
  desktop: z.object({
    tray: z.boolean(),
    display: z.enum(displayProtocols),
    /** The bus of a Linux session; there is always one elsewhere, as it were. */
    bus: z.boolean(),
    /** `silent`: the program that shows them does not answer. */
    notifications: z.enum(['there', 'missing', 'silent']),
    loginItem: z.boolean(),
    /** The shortcut that copies the token: the system may refuse one, because something else has it for instance. */
    shortcut: z.enum(['off', 'on', 'refused']),
    /** Whether the system might not tell us of a shortcut although it took it (Wayland). */
    shortcutUncertain: z.boolean(),
  }),
  /** Null while no proxy wants anything. */
  proxy: ProxyState.nullable(),
  /** What waits for the person's word. */
  proposal: Proposal.nullable(),
  /** What went wrong inside MAX Desk and was put right, until the person has seen it. */
  trouble: z.enum(troubles).nullable(),
  /** What the organisation has decided; the person cannot change it. */
  managed: z.array(ManagedValue),
  /** The ids of the connections that come from the organisation: they are not to be changed or removed. */
  managedConnections: z.array(z.string()),
  /** The simulated service can be explored: the package may leave it out, the organisation may forbid it. */
  simulator: z.boolean(),
  updates: UpdateState,
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
  type: z.enum(unitTypes),
  /** The service's own word for the status, for instance "Out Of Service". */
  status: z.string(),
  condition: z.enum(unitConditions),
  floor: z.string().nullable(),
  direction: z.enum(['up', 'down', 'none']).nullable(),
  availability: z.number().nullable(),
  lastEventAt: z.number().nullable(),
});
export type Unit = z.output<typeof Unit>;

/** How a list ended: units received, those dropped for want of an id, and when it was complete (ms since 1970). */
export const UnitsSummary = z.object({ received: z.number(), withoutId: z.number(), fetchedAt: z.number() });
export type UnitsSummary = z.output<typeof UnitsSummary>;

/** Units of a list of an earlier run, and when that was complete (ms since 1970). */
const CachedUnits = z.object({ units: z.array(Unit), fetchedAt: z.number() });
export type CachedUnits = z.output<typeof CachedUnits>;
/**
 * A page of it and how many units the list has; no other comes after the last one. Nobody but its owner, an account of a
 * connection, is shown it.
 */
const CachedPage = CachedUnits.extend({
  count: z.number(),
  last: z.boolean(),
  owner: z.object({ connection: z.string(), account: z.string() }),
});
export type CachedPage = z.output<typeof CachedPage>;

export const AccessToken = z.object({
  accessToken: z.string(),
  expiresAt: z.number(),
  scopes: z.array(z.string()),
});
export type AccessToken = z.output<typeof AccessToken>;

export const claimMeanings = [
  'user-id',
  'subject',
  'name',
  'given-name',
  'family-name',
  'email',
  'user-name',
  'policy',
  'issuer',
  'audience',
  'client',
  'issued',
  'not-before',
  'expires',
  'signed-in',
  'scopes',
  'roles',
  'provider',
  'tenant',
  'version',
  'nonce',
  'token-id',
  'methods',
  'custom',
] as const;
/** One claim of a token: its value as text, what it means if that is known, and the time it stands for (ms since 1970). */
export const Claim = z.object({
  name: z.string(),
  value: z.string(),
  meaning: z.enum(claimMeanings).nullable(),
  at: z.number().nullable(),
});
export type Claim = z.output<typeof Claim>;

/** What the current token says. Decoded, never verified (R22). Times are ms since 1970. */
export const Identity = z.object({
  /** The token cannot be looked into. */
  opaque: z.boolean(),
  userId: z.string().nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  /** Custom attributes that are yes or no, "TK Employee" for instance. */
  flags: z.array(z.object({ name: z.string(), value: z.boolean() })),
  scopes: z.array(z.string()),
  issuer: z.string().nullable(),
  policy: z.string().nullable(),
  issuedAt: z.number().nullable(),
  /** Null when nobody knows: a pasted token that is opaque does not say. */
  expiresAt: z.number().nullable(),
  claims: z.array(Claim),
});
export type Identity = z.output<typeof Identity>;

export const pastedWarnings = [
  'opaque',
  'no-expiry',
  'not-yet',
  'ends-soon',
  'issuer',
  'audience',
  'id-token',
  'scope',
] as const;
/** What a pasted text is, before it is used. Decoded, never verified (R22). Times are ms since 1970. */
export const PastedCheck = z.object({
  /** Why it cannot be used. */
  refused: z.enum(['no-token', 'expired']).nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  issuer: z.string().nullable(),
  audience: z.string().nullable(),
  scopes: z.array(z.string()),
  expiresAt: z.number().nullable(),
  warnings: z.array(z.enum(pastedWarnings)),
});
export type PastedCheck = z.output<typeof PastedCheck>;
/** Characters; a longer one is no token. */
const PastedToken = z.object({ token: z.string().max(64 * 1024) });

export const consoleMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;
export type ConsoleMethod = (typeof consoleMethods)[number];
const ConsolePath = z.string().min(1).max(8_192);
/** A request as somebody has written it; the token and the key are not in it: main adds them (R29). */
export const ConsoleRequest = z.object({
  method: z.enum(consoleMethods),
  /** Below the base URL, or an absolute URL of the API's origin. */
  path: ConsolePath,
  headers: z.array(z.object({ name: z.string().max(256), value: z.string().max(8_192) })).max(50),
  /** Of at most 10 MB; null for none. */
  body: z
    .string()
    .max(10 * 1024 * 1024)
    .nullable(),
});
export type ConsoleRequest = z.output<typeof ConsoleRequest>;
/** Why the console does not take a request, or not the whole answer; in the details of the failure as `console`. */
export const consoleRefusals = [
  'path',
  'other-host',
  'header-name',
  'header-value',
  'header-reserved',
  'body-not-allowed',
  'body-too-long',
  'answer-too-long',
  'answer-gone',
] as const;
/** An answer of the API, whatever its status. The body stays in main and is asked for with `consoleBody`. */
export const ConsoleAnswer = z.object({
  status: z.number(),
  /** Until the body was complete, ms. */
  time: z.number(),
  /** Of the body, bytes. */
  size: z.number(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  kind: z.enum(['empty', 'json', 'text', 'binary']),
  /** The text's encoding, as TextDecoder takes it. */
  charset: z.string(),
  /** What an unwelcome status means, where that is known. */
  problem: Failure.nullable(),
});
export type ConsoleAnswer = z.output<typeof ConsoleAnswer>;
/** A request under a name, with its headers and its body. */
export const ConsoleFavourite = z.object({
  name: z.string().trim().min(1).max(80),
  request: ConsoleRequest.extend({
    body: z
      .string()
      .max(64 * 1024)
      .nullable(),
  }),
});
export type ConsoleFavourite = z.output<typeof ConsoleFavourite>;
/** What is kept of a request that was made: never its headers, its body or the answer. */
export const ConsolePast = z.object({ method: z.enum(consoleMethods), path: ConsolePath });
export type ConsolePast = z.output<typeof ConsolePast>;
export const ConsoleKept = z.object({
  /** The newest first, at most 50. */
  history: z.array(ConsolePast),
  favourites: z.array(ConsoleFavourite),
});
export type ConsoleKept = z.output<typeof ConsoleKept>;
/** Names one request of the console. */
const ConsoleRun = z.object({ run: z.number().int().nonnegative() });

const nothing = z.undefined();
const done = z.void();
/** Names one run of the list, so that pages of an abandoned run are not mixed into the next. */
const UnitsRun = z.object({ run: z.number().int().nonnegative() });

/** Names one examination, so that steps of the one before are not taken for its own. */
const DoctorRun = z.object({ run: z.number().int().nonnegative() });

const UnitId = z.string().min(1).max(512);
const ConnectionId = z.object({ id: z.string().min(1).max(128) });
/** Names an export that was begun. */
const ExportRun = z.object({ export: z.number().int().nonnegative() });

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
  checkPastedToken: { input: PastedToken, output: PastedCheck },
  /** Signs in with a token from elsewhere, for this run only; it is never on disk, and is not renewed. */
  usePastedToken: { input: PastedToken, output: done },
  /** The token itself, for the person who asks to see it. */
  getToken: { input: nothing, output: AccessToken },
  getIdentity: { input: nothing, output: Identity },
  copyClaim: { input: z.object({ name: z.string().min(1).max(256) }), output: done },
  /** Copies a token with at least a minute left; the clipboard is cleared again (R30). */
  copyToken: { input: z.object({ as: CopyKind }), output: done },
  /** Clears the clipboard now, if what was copied is still in it. */
  clearClipboard: { input: nothing, output: done },
  listUnits: { input: UnitsRun, output: UnitsSummary },
  /**
   * What a start can show before the list comes, or without it: the page that begins with the unit `from`, asked for one
   * after the other. Null when nothing was kept.
   */
  cachedUnits: { input: z.object({ from: z.number().int().nonnegative() }), output: CachedPage.nullable() },
  cancelUnits: { input: UnitsRun, output: done },
  /** Every field that the API sent for a unit, as it sent it; null when it is not at hand. */
  unitFields: { input: z.object({ id: UnitId }), output: z.record(z.string(), z.unknown()).nullable() },
  /** Which units the live updates are wanted for: what the window shows, or all. */
  followUnits: {
    input: z.object({ ids: z.union([z.literal('all'), z.array(UnitId).max(5_000)]) }),
    output: done,
  },
  pauseLive: { input: z.object({ paused: z.boolean() }), output: done },
  watchUnits: { input: z.object({ ids: z.array(UnitId).max(5_000), watched: z.boolean() }), output: done },
  /** Keeps how the table is arranged for the next start. */
  keepView: { input: UnitsView, output: done },
  saveViews: { input: z.object({ views: z.array(SavedView).max(100) }), output: done },
  /** Asks where to, and begins a CSV file there; null when the person thinks better of it. */
  startExport: {
    input: z.object({ suggestedName: z.string().min(1).max(120) }),
    output: z.object({ export: z.number(), file: z.string() }).nullable(),
  },
  /** Appends rows, the header among them. A cell that a spreadsheet would run is neutralised (R35). */
  exportRows: {
    input: ExportRun.extend({ rows: z.array(z.array(z.string().max(4_000)).max(50)).max(5_000) }),
    output: done,
  },
  /** Puts the finished file in its place. */
  finishExport: { input: ExportRun, output: z.object({ rows: z.number(), bytes: z.number() }) },
  /** Leaves nothing behind. */
  cancelExport: { input: ExportRun, output: done },
  /** Sends a request of the console; one under way is cancelled. */
  sendRequest: { input: ConsoleRequest.extend(ConsoleRun.shape), output: ConsoleAnswer },
  cancelRequest: { input: ConsoleRun, output: done },
  /** A part of the last answer's body: bytes `from` up to, and without, `to`. */
  consoleBody: {
    input: ConsoleRun.extend({ from: z.number().int().nonnegative(), to: z.number().int().nonnegative() }),
    output: z.instanceof(Uint8Array),
  },
  /** Asks where to, and saves the last answer's body as it came; null when the person thinks better of it. */
  saveConsoleBody: { input: ConsoleRun, output: z.object({ file: z.string() }).nullable() },
  /** Copies the last answer's body, which must be text. */
  copyConsoleBody: { input: ConsoleRun, output: done },
  /** Copies a request for a shell, with placeholders for the token and the key. */
  copyRequest: { input: ConsoleRequest, output: done },
  consoleKept: { input: nothing, output: ConsoleKept },
  clearConsoleHistory: { input: nothing, output: done },
  keepFavourites: {
    input: z.object({ favourites: z.array(ConsoleFavourite).max(100) }),
    output: done,
  },
  setSubscriptionKey: { input: z.object({ key: z.string().min(1).max(512) }), output: done },
  /** The user name and the password for the proxy that asks. They go to that proxy, and into the store of secrets, only. */
  answerProxy: {
    input: z.object({ user: z.string().min(1).max(256), password: z.string().max(1_024) }),
    output: done,
  },
  declineProxy: { input: nothing, output: done },
  /** Has the proxy's question asked once more. */
  askProxyAgain: { input: nothing, output: done },
  /** Forgets the user names and passwords of all proxies. */
  forgetProxies: { input: nothing, output: done },
  changeSettings: { input: Settings.partial(), output: done },
  /** Examines the current connection; every step is also pushed as it ends. A new run ends the one before. */
  runDoctor: { input: DoctorRun, output: z.array(DoctorResult) },
  /** The last examination as text, without secrets and names of people. */
  copyDoctorReport: { input: nothing, output: done },
  /** Asks where to, and saves the same text; null when the person thinks better of it. */
  saveDoctorReport: { input: nothing, output: z.object({ file: z.string() }).nullable() },
  /** Makes a known connection the current one; who is signed in on the other stays so. */
  switchConnection: { input: z.object({ id: z.string().min(1).max(128) }), output: done },
  changeConnection: {
    input: z.object({ id: z.string().min(1).max(128), color: ConnectionColor }),
    output: done,
  },
  /** Forgets a connection, and with it everything of whoever is signed in there. */
  removeConnection: { input: z.object({ id: z.string().min(1).max(128) }), output: done },
  openConnectionFile: { input: nothing, output: done },
  /** A connection file's text, dropped onto the window. Throws `configuration` when it is none. */
  addConnection: {
    input: z.object({ text: z.string().max(65_536), name: z.string().max(260) }),
    output: done,
  },
  /** Where to a copy of a connection went; null when the person thinks better of it. It never holds a secret. */
  exportConnection: { input: ConnectionId, output: z.string().nullable() },
  /** What a set-up begins with: what is published of a region, nothing, or a known connection's values. */
  setupAnswers: {
    input: z.union([z.object({ region: z.enum(['ea', 'ams', 'other']) }), ConnectionId]),
    output: SetupAnswers,
  },
  /**
   * Looks at the answers so far; with `ask` also at the service itself, which is told nothing secret. A later question to
   * the same service ends the one before with `cancelled`.
   */
  checkConnection: {
    input: z.object({
      answers: SetupAnswers,
      ask: z.enum(['identity', 'api', 'hub']).nullable(),
      replaces: z.string().max(128).nullable(),
    }),
    output: z.array(SetupFinding),
  },
  /** Keeps what the answers describe and makes it current, in the place of `replaces`. Throws `configuration`, `storage`. */
  setUpConnection: {
    input: z.object({ answers: SetupAnswers, replaces: z.string().max(128).nullable() }),
    output: done,
  },
  acceptProposal: { input: z.object({ id: z.number().int().nonnegative() }), output: done },
  declineProposal: { input: z.object({ id: z.number().int().nonnegative() }), output: done },
  exploreSimulator: { input: nothing, output: done },
  /**
   * Asks where to, and saves one file for a support request: versions, settings, the state, an examination of the
   * connection and the log, without secrets. Null when the person thinks better of it. Throws `storage`.
   */
  saveDiagnostics: { input: nothing, output: z.object({ file: z.string() }).nullable() },
  /** Logs an error of the page; too many at once are only counted. */
  reportPageError: { input: PageError, output: done },
  /** The page shows what there is on disk: whatever only brings news, and waited for that, may begin. */
  painted: { input: nothing, output: done },
  /** The person has seen the trouble. */
  dismissTrouble: { input: nothing, output: done },
  /** Asks the feed now; what goes wrong is in the state. */
  checkForUpdates: { input: nothing, output: done },
  /** Ends MAX Desk, installs what is ready and starts it again. Throws `update-failed`, also while a sign-in is under way. */
  restartToUpdate: { input: nothing, output: done },
} satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

/** Every message main may push to the window. */
export const events = {
  stateChanged: DeskState,
  /** Live changes, at most one message for each frame of the screen. */
  unitUpdates: z.object({ updates: z.array(UnitUpdate) }),
  doctorStep: DoctorRun.extend({ result: DoctorResult }),
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

/** How an answer comes back to the page: the same way as the events, so that neither overtakes the other (R38). */
export interface Answer {
  channel: 'answer';
  /** `id` is the one that the page gave the call. */
  message: { id: number; reply: Reply<never> };
}

/** What the page sees as `window.desktop`. */
export type Desktop = { [C in Call]: (...args: Args<C>) => Promise<Reply<Output<C>>> } & {
  on<E extends EventName>(event: E, listener: (value: EventValue<E>) => void): () => void;
};
