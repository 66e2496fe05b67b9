/**
 * What a connection file may say. The command line loads this, with zod, only for a file that it has not seen yet: zod
 * takes longer to load than a stored token takes to be printed.
 */
import * as z from 'zod/mini';
import { AppError } from '../errors.ts';
import { type Connection, isAllowedUrl } from './connection.ts';

const urlRule = 'must be an https URL (http is allowed for localhost only)';
const allowed = z.refine<string>((value) => isAllowedUrl(value), urlRule);
const queryless = z.regex(/^[^?#]*$/, 'must not have a query or a fragment, because paths are added to it');
const withoutSlashes = z.overwrite<string>((value) => value.replace(/\/+$/, ''));
/** What the service does not publish may stay empty until it is needed. */
const allowedOrEmpty = z.refine<string>((value) => value === '' || isAllowedUrl(value), urlRule);
const hub = z.refine<string>(
  (value) => value === '' || isAllowedUrl(value) || isAllowedUrl(value, 'wss:', 'ws:'),
  urlRule,
);
const policy = z.regex(
  /^[A-Za-z0-9_-]{0,128}$/,
  'must be the name of a user flow, for instance B2C_1_SignIn',
);
const port = 'must be a port, from 1 to 65535';
const atMost32 = z.maxLength(32, 'must have at most 32 entries');
const text = (longest: number) =>
  z
    .string()
    .check(
      z.minLength(1, 'must not be empty'),
      z.maxLength(longest, `must have at most ${longest} characters`),
    );
const Endpoint = z.string().check(allowed);

/** An OpenID configuration document; MSAL gets its endpoints from it instead of looking them up. */
export const OpenIdConfiguration = z.object({
  issuer: Endpoint,
  authorization_endpoint: Endpoint,
  token_endpoint: Endpoint,
  jwks_uri: Endpoint,
  end_session_endpoint: z.optional(Endpoint),
});
export type OpenIdConfiguration = z.output<typeof OpenIdConfiguration>;

const ConnectionFile = z.strictObject({
  name: z.pipe(z.string().check(z.trim()), text(80)),
  identity: z.strictObject({
    protocol: z.enum(['b2c', 'oidc']),
    /** b2c: the tenant, without the policy; oidc: the issuer. */
    authority: z.string().check(allowed, queryless, withoutSlashes),
    signInPolicy: z._default(z.string().check(policy), ''),
    clientId: text(256),
    scopes: z.array(text(512)).check(z.minLength(1, 'must name at least one scope'), atMost32),
    /** Empty: any free port. */
    redirectPorts: z._default(
      z.array(z.int(port).check(z.minimum(1, port), z.maximum(65_535, port))).check(atMost32),
      [],
    ),
    technicalAccount: z.optional(z.strictObject({ policy: text(128).check(policy), clientId: text(256) })),
    authorityMetadata: z.optional(OpenIdConfiguration),
  }),
  api: z.strictObject({
    baseUrl: z.string().check(allowedOrEmpty, queryless, withoutSlashes),
    unitsPath: z._default(
      z.string().check(z.regex(/^\/[^\s\\]*$/, 'must be a path that starts with /')),
      '/units',
    ),
    hubUrl: z._default(z.string().check(hub), ''),
    subscriptionKeyHeader: z._default(
      z.string().check(z.regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}$/, 'must be the name of an HTTP header')),
      'Ocp-Apim-Subscription-Key',
    ),
  }),
});
export type ConnectionFile = z.output<typeof ConnectionFile>;

/**
 * Reads a connection file's text.
 * @param origin names the file in the message
 * @throws AppError `configuration`, naming the first wrong key in `details.key`
 */
export function parseConnection(text: string, origin: string): Connection {
  let json: unknown;
  try {
    // Editors on Windows often start files with a byte order mark.
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new AppError('configuration', `${origin} is not valid JSON: ${(cause as Error).message}`, {
      cause,
      details: { file: origin, key: '', text: (cause as Error).message },
    });
  }
  const { data, error } = ConnectionFile.safeParse(json, { error: inWords });
  if (data) return data;
  const findings = findingsIn(error, 'a connection file');
  const shown = findings.slice(0, mostFindings).map(({ key, text }) => `"${key || 'the file'}" ${text}`);
  const more = findings.length > mostFindings ? [`${findings.length - mostFindings} more`] : [];
  throw new AppError('configuration', `${origin}: ${[...shown, ...more].join('; ')}.`, {
    details: { file: origin, key: '', text: 'is wrong', ...findings[0] },
  });
}

const mostFindings = 5;

/** The wrong keys of a connection file, each with what is wrong; empty if the file is valid. */
export function wrongKeys(json: unknown): WrongKey[] {
  const { error } = ConnectionFile.safeParse(json, { error: inWords });
  return error ? findingsIn(error, 'a connection file') : [];
}

interface WrongKey {
  /** For instance `identity.scopes.0`; empty for the whole value. */
  key: string;
  text: string;
}

/**
 * Each wrong key once. Unknown keys come first: they are usually misspelt, which is why others are missing.
 * @param whole what has the keys, for instance "a policy"
 */
export function findingsIn({ issues }: z.core.$ZodError, whole: string): WrongKey[] {
  const unknown = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key].join('.')) : [],
  );
  const others = issues.filter(({ code }) => code !== 'unrecognized_keys');
  const findings = [
    ...unknown.map((key) => ({ key, text: `is not a key of ${whole}` })),
    ...others.map(({ path, message }) => ({ key: path.join('.'), text: message })),
  ];
  return findings.filter((one, index) => findings.findIndex(({ key }) => key === one.key) === index);
}

const typeNames: Record<string, string> = {
  string: 'text',
  array: 'a list',
  object: 'an object',
  number: 'a number',
  int: 'a whole number',
};

/** Says what is wrong where a schema does not say so itself, for people who write files. */
export function inWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined) return 'is missing';
  if (issue.code === 'invalid_type') return `must be ${typeNames[issue.expected] ?? issue.expected}`;
  if (issue.code !== 'invalid_value') return undefined;
  return `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
}
