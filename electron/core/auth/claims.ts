import { shownJson } from '../json.ts';

/** Longer tokens are not decoded: an HTTP header cannot carry them (bytes). */
const longestToken = 64 * 1024;

/** Longer texts are ignored, characters. */
const longestText = 512;

/** The person that a token names. Not verified: for display only, never for authorization (R22). */
export interface Person {
  id: string;
  name: string;
  email: string | null;
  employee: boolean | null;
}

/** The claims of a JWT, or undefined when the token is opaque, malformed or too long. Verifies nothing. */
export function decodeClaims(token: string): Record<string, unknown> | undefined {
  if (token.length > longestToken) return undefined;
  const parts = token.split('.');
  if (parts.length !== 3 || !parts[1]) return undefined;
  try {
    const claims = shownJson(Buffer.from(parts[1], 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null && !Array.isArray(claims)
      ? { ...claims }
      : undefined;
  } catch {
    return undefined;
  }
}

/** B2C sends the e-mail in `emails` and no preferred_username; the name falls back to e-mail, then id. */
export function personOf(claims: Record<string, unknown>): Person {
  const text = (name: string) => textOf(claims[name]);
  const username = text('preferred_username');
  const email =
    firstEmail(claims['emails']) ?? text('email') ?? (username?.includes('@') ? username : undefined);
  const fullName = [text('given_name'), text('family_name')].filter(Boolean).join(' ');
  const id = text('oid') ?? text('sub') ?? '';
  return {
    id,
    name: text('name') ?? (fullName || (email ?? username ?? id)),
    email: email ?? null,
    employee: employeeFlag(claims),
  };
}

/** The id of whoever a token belongs to, to be put into a path; null if it does not say that. */
export function userIdIn(token: string): string | null {
  return personOf(decodeClaims(token) ?? {}).id || null;
}

/** Seconds since 1970 as ms; null for anything that is not a time. */
export function timeOfClaim(value: unknown): number | null {
  const ms = typeof value === 'number' ? value * 1_000 : Number.NaN;
  return Number.isNaN(new Date(ms).getTime()) ? null : ms;
}

/** Without zod, which takes longer to load than the command line needs to decode a token. */
function textOf(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' || text.length > longestText ? undefined : text;
}

/** B2C sends a list of strings; any other list is ignored. */
function firstEmail(value: unknown): string | undefined {
  const emails = Array.isArray(value) ? value.map(textOf) : [];
  return emails.includes(undefined) ? undefined : emails[0];
}

/** B2C's custom attributes are called `extension_…`; the flag's exact name is not published. */
function employeeFlag(claims: Record<string, unknown>): boolean | null {
  for (const [name, value] of Object.entries(claims)) {
    if (!/^(extension_)?(is)?tke?_?employee$/i.test(name)) continue;
    if (typeof value === 'boolean') return value;
    if (typeof value === 'string' && /^(true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  }
  return null;
}
