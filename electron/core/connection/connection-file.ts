import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../errors.ts';

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Of this computer itself. */
export function isLoopback({ hostname }: URL): boolean {
  return loopbackHosts.has(hostname);
}

/** https everywhere, http only on this computer (R1). */
export function isAllowedUrl(value: string, secure = 'https:', plain = 'http:'): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  if (url.username || url.password) return false;
  return url.protocol === secure || (url.protocol === plain && isLoopback(url));
}

const urlRule = 'must be an https URL (http is allowed for localhost only)';
const Endpoint = z.string().refine((value) => isAllowedUrl(value), urlRule);
const Url = Endpoint.refine(
  (value) => !/[?#]/.test(value),
  'must not have a query or a fragment, because paths are added to it',
).transform((value) => value.replace(/\/+$/, ''));
/** Not published by the service: may stay empty in the file until somebody asks for what needs it. */
const UrlToBeFilledIn = z.literal('').or(Url);
const HubUrl = z.union(
  [z.literal(''), z.string().refine((v) => isAllowedUrl(v) || isAllowedUrl(v, 'wss:', 'ws:'), urlRule)],
  { error: urlRule },
);
const Policy = z
  .string()
  .regex(/^[A-Za-z0-9_-]{0,128}$/, 'must be the name of a user flow, for instance B2C_1_SignIn');
const ClientId = z.string().min(1, 'must not be empty').max(256);
const HeaderName = z
  .string()
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}$/, 'must be the name of an HTTP header');

/** An OpenID configuration document: the endpoints MSAL is given instead of looking them up. */
export const OpenIdConfiguration = z.object({
  issuer: Endpoint,
  authorization_endpoint: Endpoint,
  token_endpoint: Endpoint,
  jwks_uri: Endpoint,
  end_session_endpoint: Endpoint.optional(),
});
export type OpenIdConfiguration = z.output<typeof OpenIdConfiguration>;

const Identity = z.strictObject({
  protocol: z.enum(['b2c', 'oidc'], { error: 'must be "b2c" or "oidc"' }),
  authority: Url,
  signInPolicy: Policy.default(''),
  clientId: ClientId,
  scopes: z.array(z.string().min(1).max(512)).min(1, 'must name at least one scope').max(32),
  redirectPorts: z.array(z.number().int().min(1).max(65535)).max(32).default([]),
  technicalAccount: z.strictObject({ policy: Policy.min(1), clientId: ClientId }).optional(),
  authorityMetadata: OpenIdConfiguration.optional(),
});

const Api = z.strictObject({
  baseUrl: UrlToBeFilledIn,
  unitsPath: z
    .string()
    .regex(/^\/[^\s\\]*$/, 'must be a path that starts with /')
    .default('/units'),
  hubUrl: HubUrl.default(''),
  subscriptionKeyHeader: HeaderName.default('Ocp-Apim-Subscription-Key'),
});

export const Connection = z.strictObject({
  name: z.string().trim().min(1, 'must not be empty').max(80),
  identity: Identity,
  api: Api,
});
export type Connection = z.output<typeof Connection>;

/**
 * Reads a connection file's text.
 * @param origin names the file in the message
 * @throws AppError `configuration`, naming the first wrong key in `details.key`
 */
export function parseConnection(text: string, origin: string): Connection {
  let json: unknown;
  try {
    // Editors on Windows like to start files with a byte order mark.
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new AppError('configuration', `${origin} is not valid JSON: ${(cause as Error).message}`, {
      cause,
      details: { file: origin, key: '', text: (cause as Error).message },
    });
  }
  const result = Connection.safeParse(json, { reportInput: true });
  if (result.success) return result.data;
  throw wrongKey(result.error, origin);
}

/** The keys that are wrong in what would be a connection file, each with what is wrong; none when it is good. */
export function wrongKeys(json: unknown): { key: string; text: string }[] {
  const { error } = Connection.safeParse(json, { reportInput: true });
  return error ? error.issues.flatMap(findingsOf) : [];
}

/** Names every wrong key, the unknown ones first: they are mostly misspelt, and the reason why others are missing. */
function wrongKey(error: z.ZodError, origin: string): AppError {
  const findings = error.issues.flatMap(findingsOf).sort((a, b) => Number(b.unknown) - Number(a.unknown));
  const [first] = findings;
  const shown = findings.slice(0, mostFindings).map(({ key, text }) => `"${key || 'the file'}" ${text}`);
  const more = findings.length > mostFindings ? [`${findings.length - mostFindings} more`] : [];
  return new AppError('configuration', `${origin}: ${[...shown, ...more].join('; ')}.`, {
    details: { file: origin, key: first?.key ?? '', text: first?.text ?? 'is wrong' },
  });
}

const mostFindings = 5;

function findingsOf(issue: z.core.$ZodIssue): { key: string; text: string; unknown: boolean }[] {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const text = 'is not a key of a connection file';
    return issue.keys.map((key) => ({ key: [...issue.path, key].join('.'), text, unknown: true }));
  }
  return [{ key: path, text: textOf(issue), unknown: false }];
}

/** Our rules have texts of their own; zod's words for a wrong type are not for operators. */
function textOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_type') return issue.message;
  if (issue.input === undefined) return 'is missing';
  const names: Record<string, string> = {
    string: 'text',
    array: 'a list',
    object: 'an object',
    number: 'a number',
  };
  return `must be ${names[issue.expected] ?? issue.expected}`;
}

/** A value that the file left open and that is needed now. Throws `configuration` with the key and whom to ask. */
export function required(connection: Connection, key: string, value: string): string {
  if (value !== '') return value;
  throw new AppError('configuration', `The connection "${connection.name}" does not say "${key}".`, {
    hint: `Ask TK Elevator for it and add "${key}" to the connection file.`,
    details: { key, file: connection.name, text: 'is empty' },
  });
}

/** Where people sign in: the authority with its policy for b2c, the issuer for oidc. Throws `configuration`. */
export function signInAuthority(connection: Connection): string {
  const { identity } = connection;
  if (identity.protocol === 'oidc') return identity.authority;
  return `${identity.authority}/${required(connection, 'identity.signInPolicy', identity.signInPolicy)}`;
}

/** The hosts that the system browser may be sent to (R6); others only if the file's own metadata names them. */
export function browserHosts({ identity }: Connection): string[] {
  const urls = [identity.authority, identity.authorityMetadata?.authorization_endpoint];
  return urls.filter((url) => url !== undefined).map((url) => new URL(url).host);
}

/** R6: https of one of these hosts, or http of this computer; anything else would start who knows what. */
export function isOpenable(url: string, hosts: readonly string[]): boolean {
  return isAllowedUrl(url) && hosts.includes(new URL(url).host);
}

/**
 * Names what belongs to one identity (tokens, metadata) in the store: another client or policy is another identity. So
 * is another API or hub, or an endpoint elsewhere: a file from elsewhere must not take over a sign-in and send its
 * tokens to a host of its own.
 */
export function identityId(connection: Connection): string {
  const { protocol, authority, signInPolicy, clientId } = connection.identity;
  const api = connection.api.baseUrl === '' ? '' : new URL(connection.api.baseUrl).origin;
  const parts = [protocol, authority, signInPolicy, clientId].map((part) => part.toLowerCase());
  const foreign = foreignEndpoints(connection);
  return digest([
    ...parts,
    api,
    ...foreignHub(connection),
    ...(foreign.length > 0 ? ['endpoints', ...foreign] : []),
  ]);
}

/** The origins of the file's own OpenID configuration that are not the authority's: they would get code and tokens. */
export function foreignEndpoints({ identity }: Connection): string[] {
  const own = new URL(identity.authority).origin;
  const { issuer: _issuer, ...endpoints } = identity.authorityMetadata ?? {};
  const origins = Object.values(endpoints).flatMap((url) => (url === undefined ? [] : [new URL(url).origin]));
  return [...new Set(origins)].filter((origin) => origin !== own).sort();
}

/** Names what belongs to one API (the subscription key) in the store. */
export function apiId(connection: Connection): string {
  return digest([connection.api.baseUrl.toLowerCase(), ...foreignHub(connection)]);
}

/** The hub's origin if it is not the API's own: whoever named it there must not be given what was meant for another (R32). */
function foreignHub({ api }: Connection): string[] {
  if (api.hubUrl === '') return [];
  const hub = new URL(api.hubUrl.replace(/^ws/, 'http')).origin;
  return api.baseUrl !== '' && hub === new URL(api.baseUrl).origin ? [] : [hub];
}

/** Names a connection: the same sign-in at the same API, whatever else its file says. */
export function connectionId(connection: Connection): string {
  return `${identityId(connection)}.${apiId(connection)}`;
}

function digest(parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);
}
