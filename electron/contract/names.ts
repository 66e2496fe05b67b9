/**
 * Names shared by the page and the main process: calls, error codes and other lists, each defined once. No zod here, so
 * that the preload and the page can import it.
 */

/** Every request that the window may make, by feature; the name is the IPC channel. */
export const callNames = {
  session: [
    'signIn',
    'cancelSignIn',
    'openSignInAgain',
    'copySignInLink',
    'addAccount',
    'editProfile',
    'switchAccount',
    'signOut',
    'signOutEverywhere',
    'checkPastedToken',
    'usePastedToken',
    'getToken',
    'getIdentity',
  ],
  clipboard: ['copyClaim', 'copyToken', 'clearClipboard'],
  units: ['listUnits', 'cachedUnits', 'cancelUnits', 'unitFields'],
  live: ['followUnits', 'pauseLive', 'watchUnits'],
  views: ['keepView', 'saveViews'],
  notes: ['unitNotes', 'changeNotes', 'keepFolds'],
  ledger: ['unitHistory', 'fleetHistory', 'unitSparks', 'groupAvailability'],
  incidents: ['incidents', 'setIncidents'],
  handOver: ['saveHandOver', 'openHandOver'],
  rows: ['listRows', 'saveDocument'],
  paper: ['savePage'],
  exports: ['startExport', 'exportRows', 'finishExport', 'cancelExport'],
  console: [
    'sendRequest',
    'cancelRequest',
    'consoleBody',
    'saveConsoleBody',
    'copyConsoleBody',
    'copyRequest',
    'consoleKept',
    'clearHistory',
    'keepFavourites',
  ],
  connections: [
    'setSubscriptionKey',
    'switchConnection',
    'changeConnection',
    'removeConnection',
    'openConnectionFile',
    'exploreSimulator',
  ],
  setup: [
    'addConnection',
    'exportConnection',
    'setupAnswers',
    'checkConnection',
    'setUpConnection',
    'learnUnits',
    'acceptProposal',
    'declineProposal',
  ],
  settings: ['changeSettings'],
  links: ['unitShown'],
  wall: ['changeWall'],
  proxy: ['answerProxy', 'declineProxy', 'askProxyAgain', 'forgetProxies'],
  updates: ['checkForUpdates', 'restartToUpdate'],
  agent: ['grantProgram', 'refuseProgram', 'endAgentQuiet', 'withdrawProgram'],
  support: ['runDoctor', 'copyReport', 'saveReport', 'saveDiagnostics', 'reportPageError', 'dismissTrouble'],
  desk: ['showMenu', 'getState', 'painted'],
} as const;
export type Feature = keyof typeof callNames;

/** Every failure has one of these codes; they select its text and next step (R37). The command line prints them too. */
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
  'nothing-found',
  'configuration',
  'storage',
  'storage-locked',
  'managed',
  'policy',
  'update-failed',
  'agent-unavailable',
  'agent-refused',
  'agent-withdrawn',
  'bad-request',
  'forbidden',
  'unexpected',
] as const;

/** Why a provider refuses a sign-in, as far as its code tells; `refusal` in a failure's details. */
export const signInReasons = [
  'wrong-password',
  'unknown-account',
  'account-locked',
  'account-disabled',
  'password-expired',
  'second-factor',
  'access-policy',
  'not-assigned',
  'consent-missing',
  'grant-ended',
  'unknown-client',
  'client-credentials',
  'grant-not-allowed',
  'wrong-scope',
  'unknown-policy',
  'unknown-tenant',
  'throttled',
  'provider-trouble',
] as const;
export type SignInReason = (typeof signInReasons)[number];

/** Whether only the network path is blocked and the services may be fine: the request is retried soon. */
export function isWayClosed({ code }: { readonly code: (typeof errorCodes)[number] }): boolean {
  return code === 'offline' || code === 'proxy-sign-in' || code === 'proxy-refused';
}

export const connectionColors = ['blue', 'teal', 'green', 'gold', 'orange', 'red', 'purple', 'grey'] as const;

export const languages = ['system', 'en', 'de'] as const;

export const themes = ['system', 'light', 'dark'] as const;

/** Whether the overview of the fleet is open; `auto`: if the window is high enough for it and the table. */
export const overviewModes = ['auto', 'open', 'folded'] as const;

/** What an organisation can set by policy. */
export const policyKeys = [
  'connections',
  'allowedHosts',
  'updates',
  'updateChannel',
  'updateDeferralDays',
  'clipboardSeconds',
  'startWithSystem',
  'simulator',
  'agent',
  'logLevel',
] as const;
export type PolicyKey = (typeof policyKeys)[number];

/** The fields of the set-up form. */
export const setupFields = [
  'name',
  'protocol',
  'authority',
  'signInPolicy',
  'passwordResetPolicy',
  'profileEditPolicy',
  'clientId',
  'scopes',
  'redirectPorts',
  'employeeClaim',
  'baseUrl',
  'unitsPath',
  'hubUrl',
] as const;
export type SetupField = (typeof setupFields)[number];

/** What a connection contacts an address for; `other`: the provider's endpoints and lists outside of the API's address. */
export const addressUses = ['identity', 'api', 'units', 'hub', 'other'] as const;
export type AddressUse = (typeof addressUses)[number];

/** The columns of the units table in their default order: identity, status, location, then the rest. */
export const unitColumns = [
  'name',
  'status',
  'outSince',
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
  'lastSeen',
] as const;
export type UnitColumn = (typeof unitColumns)[number];

/** Limits of a column's width, px: narrower nothing can be read, wider it hides the others. */
export const columnWidthLimits = { least: 48, most: 1_200 } as const;

/** Formats of an exported table: CSV for the Excel of this computer, CSV (RFC 4180), JSON. */
export const exportFormats = ['excel', 'csv', 'json'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Direction in which a car moves; `levelling`: it aligns itself with the floor that it stands at. */
export const unitDirections = ['up', 'down', 'levelling', 'none'] as const;
export const unitTypes = ['elevator', 'escalator', 'other'] as const;

/**
 * The worst first: the order of filters, and of a table that is not sorted by a column. An entrapment is a condition of
 * its own and comes first in every order.
 */
export const unitConditions = ['entrapment', 'out-of-service', 'limited', 'unknown', 'in-service'] as const;

/** Whether a unit with this condition does not run: it is out of service, or somebody is trapped in it. */
export function isOut(condition: (typeof unitConditions)[number]): boolean {
  return condition === 'out-of-service' || condition === 'entrapment';
}

/** Whether a unit with this condition is known to run, with limits too: that ends an outage; an unknown condition does not. */
export function isUp(condition: (typeof unitConditions)[number]): boolean {
  return condition !== 'unknown' && !isOut(condition);
}

/** Whether a filter for these conditions shows this one: who looks for what is out of service sees who is trapped. */
export function isLookedFor(wanted: readonly string[], condition: (typeof unitConditions)[number]): boolean {
  return wanted.includes(condition) || (wanted.includes('out-of-service') && isOut(condition));
}

/** The most groups, and units in all of them together, that main works out at once for a report. */
export const reportLimits = { groups: 5_000, units: 100_000 } as const;

/** The steps of the connection doctor in order: a step depends only on earlier ones. */
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

/**
 * `window-restored`: the page crashed or hung and was reloaded; `internal`: main caught an error of its own;
 * `sign-in-lost`: the stored sign-in cannot be used, because it is damaged or an older copy; `data-lost`: the same of anything
 * else; `newer-data`: a newer version has saved something that this one leaves as it is.
 */
export const troubles = ['window-restored', 'internal', 'sign-in-lost', 'data-lost', 'newer-data'] as const;
export type Trouble = (typeof troubles)[number];

/**
 * How windows reach the screen: X11, Wayland, or X11 through a Wayland compositor (`xwayland`). `system`: macOS and
 * Windows have only one way.
 */
export const displayProtocols = ['system', 'x11', 'wayland', 'xwayland'] as const;
export type DisplayProtocol = (typeof displayProtocols)[number];

export const consoleMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;
export type ConsoleMethod = (typeof consoleMethods)[number];

/** Why the console rejects a request or cannot return the whole response; in the failure's details as `console`. */
export const consoleRefusals = [
  'path',
  'no-value',
  'other-host',
  'header-name',
  'header-value',
  'header-reserved',
  'body-not-allowed',
  'body-too-long',
  'body-nul',
  'answer-too-long',
  'answer-gone',
] as const;

/** What the system itself does when a menu's item is chosen: Electron's `role`s, with no reload and no developer tools. */
export const menuRoles = [
  'about',
  'services',
  'hide',
  'hideOthers',
  'unhide',
  'quit',
  'close',
  'undo',
  'redo',
  'cut',
  'copy',
  'paste',
  'delete',
  'selectAll',
  'togglefullscreen',
  'minimize',
  'zoom',
  'front',
] as const;
export type MenuRole = (typeof menuRoles)[number];

/** How large the page is shown, in percent: the steps of "Zoom in" and "Zoom out". */
export const zoomSteps = [50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300] as const;

/** Row heights of the table. */
export const densities = ['comfortable', 'compact'] as const;

/** What a request of the console can be copied as. */
export const requestForms = ['curl', 'fetch', 'powershell'] as const;

/** What a program may do by the agent: have calls made for it, or have the access token itself. */
export const agentRights = ['calls', 'token'] as const;
export type AgentRight = (typeof agentRights)[number];

/** How long a program may. */
export const grantTerms = ['once', 'eight-hours', 'until-withdrawn'] as const;
export type GrantTerm = (typeof grantTerms)[number];

/** A token alone, as the `Authorization` header, as a cURL command with both headers, or as a configuration of cURL. */
export const copyKinds = ['token', 'header', 'curl', 'curl-config'] as const;
