import { fstatSync } from 'node:fs';
import type { Claim } from '../contract/session.ts';
import { decodeClaims } from '../core/auth/claims.ts';
import { identityOf } from '../core/auth/identity.ts';
import { tokenIn } from '../core/auth/pasted-token.ts';
import { AppError } from '../core/errors.ts';
import { printableJson } from '../core/printable.ts';
import { asText, readAll } from './input.ts';
import { type Columns, formatTable, type RowFormat } from './table.ts';

/** Maximum length of the input in bytes; leaves room for "Authorization: Bearer" and a line break. */
const longestInput = 64 * 1024;

/** The meaning of each known claim in English; the window has its own translations. */
const meanings: Record<NonNullable<Claim['meaning']>, string> = {
  'user-id': 'user id',
  subject: 'subject: the user id of this application',
  name: 'full name',
  'given-name': 'given name',
  'family-name': 'family name',
  email: 'e-mail address',
  'user-name': 'user name',
  policy: 'user flow of the sign-in',
  issuer: 'who issued the token',
  audience: 'whom it is meant for',
  client: 'application that asked for it',
  issued: 'issued',
  'not-before': 'not good before',
  expires: 'good until',
  'signed-in': 'signed in',
  scopes: 'what it allows',
  roles: 'roles',
  provider: 'where the sign-in took place',
  tenant: 'directory',
  version: 'version of the token',
  nonce: 'nonce',
  'token-id': 'id of the token',
  methods: 'ways of the sign-in',
  custom: 'attribute of the customer portal',
};

/** Whether standard input is piped: no terminal, and not /dev/null, which cron jobs and services have. */
export function isPipedIn(): boolean {
  try {
    const stat = fstatSync(0);
    return stat.isFIFO() || stat.isFile() || stat.isSocket();
  } catch {
    return false;
  }
}

/** The token on standard input, with or without "Authorization: Bearer" in front. Throws `usage`, `offline`. */
export async function readToken(signal: AbortSignal): Promise<string> {
  const what = 'Standard input';
  const hint = 'Pipe an access token in, or name an account with --account or --technical-account.';
  const text = asText(await readAll(0, signal, { what, limit: longestInput }), what);
  if (text.trim() === '') throw new AppError('usage', 'No token came on standard input.', { hint });
  const token = tokenIn(text);
  // The input may still be a secret, so the message does not repeat it.
  if (token === undefined)
    throw new AppError('usage', 'What came on standard input is not a token.', { hint });
  return token;
}

/** Formats the claims of a token. They are not verified (R22). Throws `usage` if the token cannot be decoded. */
export function formatClaims(accessToken: string, format: RowFormat, now: number): string {
  const decoded = decodeClaims(accessToken);
  if (!decoded) {
    throw new AppError('usage', 'The token is opaque: what it says is for the API only.', {
      hint: 'Only a JWT (three parts in base64url with dots between them) can be decoded.',
    });
  }
  if (format === 'json') return asJson(decoded);
  const { claims } = identityOf({ accessToken, expiresAt: Number.NaN, scopes: [] });
  const columns: Columns<Claim> = {
    Claim: ({ name }) => name,
    Value: (claim) => shownValue(claim, now),
    Meaning: ({ meaning }) => meaning && meanings[meaning],
  };
  return formatTable(columns, claims, 100);
}

/** On one line: the indentation of a deeply nested, hostile token might not fit into memory. */
function asJson(claims: Record<string, unknown>): string {
  try {
    return `${printableJson(JSON.stringify(claims))}\n`;
  } catch (cause) {
    throw new AppError('usage', 'The claims of this token are nested too deeply.', { cause });
  }
}

function shownValue({ value, at, meaning }: Claim, now: number): string {
  if (at === null) return value;
  const end = meaning === 'expires' && at <= now ? ' (over)' : '';
  return `${new Date(at).toISOString()}${end}`;
}
