import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { Person, Policy } from './directory.ts';
import { Refusal } from './refusal.ts';

/** What a person has authorized an application to do. Times are ms since 1970. */
export interface Grant {
  readonly person: Person;
  readonly policy: Policy;
  readonly scopes: readonly string[];
  readonly signedInAt: number;
}

interface CodeGrant extends Grant {
  readonly redirectUri: string;
  readonly challenge: string;
  readonly nonce: string | undefined;
}

interface Code {
  readonly grant: CodeGrant;
  readonly expiresAt: number;
  redeemed: boolean;
  family: string | undefined;
}

interface Family {
  readonly grant: Grant;
  generation: number;
  expiresAt: number;
  revoked: boolean;
}

export type Grants = ReturnType<typeof createGrants>;

export const REFRESH_TOKEN_SECONDS = 14 * 24 * 3_600;
const CODE_LIFETIME_MS = 5 * 60_000;
const LIMIT = 10_000;

/** In-memory authorization codes and refresh tokens. A token names its family and generation, so memory is constant. */
export function createGrants(now: () => number) {
  const codes = new Map<string, Code>();
  const families = new Map<string, Family>();
  const secret = randomBytes(32);
  const seal = (family: string, generation: string) =>
    createHmac('sha256', secret).update(`${family}.${generation}`).digest('base64url');
  const lifetime = () => now() + REFRESH_TOKEN_SECONDS * 1_000;
  const revoke = (id: string | undefined) => {
    const family = id === undefined ? undefined : families.get(id);
    if (family !== undefined) family.revoked = true;
  };

  return {
    createCode(grant: CodeGrant): string {
      const code = randomBytes(32).toString('base64url');
      keep(codes, code, { grant, expiresAt: now() + CODE_LIFETIME_MS, redeemed: false, family: undefined });
      return code;
    },
    /** The grant of a code that can be redeemed now, else throws a Refusal. A redeemed code revokes its tokens. */
    readCode(code: string): CodeGrant {
      const found = codes.get(code);
      if (found === undefined) throw malformed();
      if (found.redeemed) revoke(found.family);
      checkTimes(found.redeemed, found.expiresAt, now());
      return found.grant;
    },
    /** Marks the code as redeemed and remembers its family of refresh tokens, if any. */
    redeemCode(code: string, family: string | undefined): void {
      const found = codes.get(code);
      if (found !== undefined) Object.assign(found, { redeemed: true, family });
    },
    /** The id of a new family of refresh tokens; undefined if the scopes ask for none. */
    createFamily(grant: Grant): string | undefined {
      if (!grant.scopes.includes('offline_access')) return undefined;
      const id = randomUUID();
      keep(families, id, { grant, generation: 0, expiresAt: lifetime(), revoked: false });
      return id;
    },
    /** The current refresh token of a family, if there is one. */
    refreshToken(id: string | undefined): string | undefined {
      if (id === undefined) return undefined;
      const generation = String(families.get(id)?.generation ?? 0);
      return `${id}.${generation}.${seal(id, generation)}`;
    },
    /** The grant of a refresh token, else throws a Refusal. A token that was rotated revokes its whole family. */
    readRefreshToken(token: string): Grant & { readonly family: string } {
      const [id = '', generation = '', given = ''] = token.split('.');
      const family = families.get(id);
      if (family === undefined || given !== seal(id, generation)) throw malformed();
      if (Number(generation) !== family.generation) revoke(id);
      checkTimes(family.revoked, family.expiresAt, now());
      return { ...family.grant, family: id };
    },
    rotate(id: string): void {
      const family = families.get(id);
      if (family === undefined) return;
      family.generation += 1;
      family.expiresAt = lifetime();
    },
    /** Revokes the matching refresh tokens, but no access tokens, as in B2C. Returns their number. */
    revokeWhere(matches: (grant: Grant) => boolean): number {
      const ended = [...families.values()].filter((family) => !family.revoked && matches(family.grant));
      for (const family of ended) family.revoked = true;
      return ended.length;
    },
  };
}

function checkTimes(revoked: boolean, expiresAt: number, now: number): void {
  const revocation = 'The provided grant has been revoked. Please reauthenticate and try again.';
  if (revoked) throw new Refusal('invalid_grant', '90129', revocation);
  const expiry = 'The provided grant has expired. Please re-authenticate and try again.';
  if (expiresAt <= now) throw new Refusal('invalid_grant', '90080', expiry);
}

function malformed(): Refusal {
  return new Refusal('invalid_grant', '90090', 'The provided JWE is not a valid 5 segment token.');
}

/** Adds an entry to a map and removes the oldest one above the limit, so that the map cannot grow without bound. */
export function keep<T>(map: Map<string, T>, key: string, value: T, limit = LIMIT): void {
  map.set(key, value);
  if (map.size <= limit) return;
  const oldest = map.keys().next();
  if (!oldest.done) map.delete(oldest.value);
}
