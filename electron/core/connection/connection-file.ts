import { AppError } from '../errors.ts';
import { isRecord, jsonIn, notJson } from '../json.ts';
import { printable } from '../printable.ts';
import { isAllowedUrl, urlRule } from './allowed-urls.ts';
import type { OpenIdConfiguration } from './open-id-configuration.ts';
import { type ResourceDeclaration, resourceRule } from './resource-rules.ts';
import {
  type Check,
  flag,
  lengthOf,
  list,
  object,
  oneOf,
  optional,
  type RuleFinding,
  text,
  unknownFirst,
  whole,
  withDefault,
} from './rules.ts';
import { readingRules, type UnitReading } from './unit-reading.ts';

/** A parsed connection file; values that it omits have their defaults. */
export interface Connection {
  name: string;
  identity: {
    protocol: 'b2c' | 'oidc';
    /** b2c: the tenant, without the policy; oidc: the issuer. */
    authority: string;
    signInPolicy: string;
    /** b2c: further user flows, which give no token. */
    passwordResetPolicy?: string | undefined;
    profileEditPolicy?: string | undefined;
    clientId: string;
    scopes: string[];
    /** Empty: any free port. */
    redirectPorts: number[];
    technicalAccount?: { policy: string; clientId: string } | undefined;
    /** oidc: a client of its own for daemons, which gets tokens by its secret or certificate (RFC 6749 §4.4). */
    serviceClient?: { clientId: string; scopes: string[] } | undefined;
    /** The claim of the token that says whether somebody works for TK Elevator. */
    employeeClaim?: string | undefined;
    authorityMetadata?: OpenIdConfiguration | undefined;
  };
  api: UnitReading & {
    baseUrl: string;
    unitsPath: string;
    hubUrl: string;
    subscriptionKeyHeader: string;
    /** Further lists by their names. */
    resources?: Record<string, ResourceDeclaration> | undefined;
  };
}

const allowed: Check<string> = [(value) => isAllowedUrl(value), urlRule];
const endpoint = text([allowed]);
const noQuery = 'must not have a query or a fragment, because paths are added to it';
const queryless: Check<string> = [(value) => !/[?#]/.test(value), noQuery];
const withoutSlashes = (value: string) => value.replace(/\/+$/, '');
/** For values that the service does not publish: they may stay empty until they are needed. */
const orEmpty = ([holds, said]: Check<string>): Check<string> => [
  (value) => value === '' || holds(value),
  said,
];
const hub: Check<string> = [(value) => isAllowedUrl(value) || isAllowedUrl(value, 'wss:', 'ws:'), urlRule];
const policyRule = 'must be the name of a user flow, for instance B2C_1_SignIn';
const policy: Check<string> = [(value) => /^[A-Za-z0-9_-]{0,128}$/.test(value), policyRule];
const headerName = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}$/;
const clientId = text(lengthOf(1, 256));
/** A name comes from whoever wrote the file, and stands in menus and questions beside what is true. */
const nameOf = (value: string) => printable(value).replace(/\s+/g, ' ').trim();
const mostEntries: Check<unknown[]> = [({ length }) => length <= 32, 'must have at most 32 entries'];
const scopes = list(text(lengthOf(1, 512)), [
  [({ length }) => length > 0, 'must name at least one scope'],
  mostEntries,
]);

const readConnection = object<Connection>(
  {
    name: (value, key, findings) =>
      text(lengthOf(1, 80))(typeof value === 'string' ? nameOf(value) : value, key, findings),
    identity: object<Connection['identity']>(
      {
        protocol: oneOf('b2c', 'oidc'),
        authority: text([allowed, queryless], withoutSlashes),
        signInPolicy: withDefault(text([policy]), ''),
        passwordResetPolicy: optional(text([policy])),
        profileEditPolicy: optional(text([policy])),
        clientId,
        scopes,
        redirectPorts: withDefault(list(whole('a port', 1, 65_535), [mostEntries]), []),
        technicalAccount: optional(
          object<{ policy: string; clientId: string }>(
            { policy: text([policy, ...lengthOf(1, 128)]), clientId },
            { strict: true },
          ),
        ),
        serviceClient: optional(
          object<{ clientId: string; scopes: string[] }>({ clientId, scopes }, { strict: true }),
        ),
        employeeClaim: optional(text(lengthOf(1, 256))),
        authorityMetadata: optional(
          object<OpenIdConfiguration>(
            {
              issuer: endpoint,
              authorization_endpoint: endpoint,
              token_endpoint: endpoint,
              jwks_uri: endpoint,
              end_session_endpoint: optional(endpoint),
              device_authorization_endpoint: optional(endpoint),
              authorization_response_iss_parameter_supported: optional(flag),
              token_endpoint_auth_methods_supported: optional(list(text(lengthOf(1, 64)))),
              token_endpoint_auth_signing_alg_values_supported: optional(list(text(lengthOf(1, 64)))),
            },
            { strict: false },
          ),
        ),
      },
      { strict: true },
    ),
    api: object<Connection['api']>(
      {
        baseUrl: text([orEmpty(allowed), queryless], withoutSlashes),
        unitsPath: withDefault(
          text([[(value) => /^\/[^\s\\]*$/.test(value), 'must be a path that starts with /']]),
          '/units',
        ),
        hubUrl: withDefault(text([orEmpty(hub)]), ''),
        resources: optional(resourceRule),
        subscriptionKeyHeader: withDefault(
          text([[(value) => headerName.test(value), 'must be the name of an HTTP header']]),
          'Ocp-Apim-Subscription-Key',
        ),
        ...readingRules,
      },
      { strict: true },
    ),
  },
  { strict: true },
);

/**
 * Reads a connection file's text.
 * @param origin names the file in the message
 * @throws AppError `configuration`, naming the first wrong key in `details.key`
 */
export function parseConnection(text: string, origin: string): Connection {
  // Editors on Windows often start files with a byte order mark.
  const written = text.replace(/^\uFEFF/, '');
  const json = jsonIn(written);
  if (json === undefined) {
    const what = notJson(written);
    throw new AppError('configuration', `${origin} ${what}.`, {
      details: { file: origin, key: '', text: what },
    });
  }
  const findings: RuleFinding[] = [];
  const connection = readConnection(json, '', findings);
  if (findings.length > 0) throw wrongKey(told(json, findings), origin);
  return connection;
}

/** The wrong keys of a connection file, each with what is wrong; empty if the file is valid. */
export function wrongKeys(json: unknown): { key: string; text: string }[] {
  const findings: RuleFinding[] = [];
  readConnection(json, '', findings);
  return findings;
}

/** What may be said: a file of another kind, named by mistake, may have a secret for the name of a key. */
function told(json: unknown, findings: readonly RuleFinding[]): readonly RuleFinding[] {
  const isConnection = isRecord(json) && ('identity' in json || 'api' in json);
  return isConnection ? findings : findings.filter(({ unknown }) => !unknown);
}

/** Lists the wrong keys. */
function wrongKey(found: readonly RuleFinding[], origin: string): AppError {
  const findings = unknownFirst(found);
  const [first] = findings;
  const shown = findings.slice(0, mostFindings).map(({ key, text }) => `"${key || 'the file'}" ${text}`);
  const more = findings.length > mostFindings ? [`${findings.length - mostFindings} more`] : [];
  return new AppError('configuration', `${origin}: ${[...shown, ...more].join('; ')}.`, {
    details: { file: origin, key: first?.key ?? '', text: first?.text ?? 'is wrong' },
  });
}

const mostFindings = 5;
