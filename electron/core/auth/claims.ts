import { z } from 'zod';

/** Longer tokens are not decoded: nothing that a header can carry is this long (bytes). */
const longestToken = 64 * 1024;

const Text = z.string().trim().min(1).max(512);
const Claims = z.object({
  oid: Text.optional().catch(undefined),
  sub: Text.optional().catch(undefined),
  name: Text.optional().catch(undefined),
  given_name: Text.optional().catch(undefined),
  family_name: Text.optional().catch(undefined),
  email: Text.optional().catch(undefined),
  emails: z.array(Text).optional().catch(undefined),
  preferred_username: Text.optional().catch(undefined),
});

/** The person a token speaks of. Never verified: for display only, nothing is authorised by it (R22). */
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
    const claims: unknown = JSON.parse(Buffer.from(parts[1], 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null && !Array.isArray(claims)
      ? { ...claims }
      : undefined;
  } catch {
    return undefined;
  }
}

/** B2C sends no preferred_username: people are known by `emails[0]`, else by name, else by their id. */
export function personOf(claims: Record<string, unknown>): Person {
  const c = Claims.parse(claims);
  const email =
    c.emails?.[0] ?? c.email ?? (c.preferred_username?.includes('@') ? c.preferred_username : undefined);
  const fullName = [c.given_name, c.family_name].filter(Boolean).join(' ');
  const id = c.oid ?? c.sub ?? '';
  return {
    id,
    name: c.name ?? (fullName || (email ?? c.preferred_username ?? id)),
    email: email ?? null,
    employee: employeeFlag(claims),
  };
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
