import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { Policy } from './directory.ts';
import { sameSecret } from './signer.ts';
import type { Person } from './types.ts';

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

export type Verdict<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly why: 'malformed' | 'expired' | 'revoked' };

export interface Grants {
  createCode(grant: CodeGrant): string;
  /** The grant of a code that can be redeemed now. Reading a redeemed code again revokes its refresh tokens. */
  readCode(code: string): Verdict<CodeGrant>;
  /** Marks the code as redeemed and remembers its family of refresh tokens, if any. */
  redeemCode(code: string, family: string | undefined): void;
  createFamily(grant: Grant): string;
  /** The current refresh token of a family. */
  refreshToken(family: string): string;
  /** The grant of a refresh token. A token that was already rotated revokes its whole family. */
  readRefreshToken(token: string): Verdict<Grant & { readonly family: string }>;
  rotate(family: string): void;
  revokeWhere(matches: (grant: Grant) => boolean): number;
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

const CODE_LIFETIME_MS = 5 * 60_000;
const LIMIT = 10_000;

/** In-memory authorization codes and refresh tokens. A token names its family and generation, so memory is constant. */
export function createGrants(now: () => number, refreshTokenSeconds: number): Grants {
  const codes = new Map<string, Code>();
  const families = new Map<string, Family>();
  const secret = randomBytes(32);
  const seal = (family: string, generation: number) =>
    createHmac('sha256', secret).update(`${family}.${generation}`).digest('base64url');
  const lifetime = () => now() + refreshTokenSeconds * 1_000;
  const revoke = (id: string | undefined) => {
    const family = id === undefined ? undefined : families.get(id);
    if (family !== undefined) family.revoked = true;
  };

  return {
    createCode: (grant) => {
      const code = randomBytes(32).toString('base64url');
      keep(codes, code, { grant, expiresAt: now() + CODE_LIFETIME_MS, redeemed: false, family: undefined });
      return code;
    },
    readCode: (code) => {
      const found = codes.get(code);
      if (found === undefined) return { ok: false, why: 'malformed' };
      if (found.redeemed) {
        revoke(found.family);
        return { ok: false, why: 'revoked' };
      }
      return found.expiresAt > now() ? { ok: true, value: found.grant } : { ok: false, why: 'expired' };
    },
    redeemCode: (code, family) => {
      const found = codes.get(code);
      if (found !== undefined) Object.assign(found, { redeemed: true, family });
    },
    createFamily: (grant) => {
      const id = randomUUID();
      keep(families, id, { grant, generation: 0, expiresAt: lifetime(), revoked: false });
      return id;
    },
    refreshToken: (id) => {
      const generation = families.get(id)?.generation ?? 0;
      return `${id}.${generation}.${seal(id, generation)}`;
    },
    readRefreshToken: (token) => {
      const [id = '', generation = '', given = ''] = token.split('.');
      const family = families.get(id);
      if (family === undefined || !sameSecret(given, seal(id, Number(generation))))
        return { ok: false, why: 'malformed' };
      if (Number(generation) !== family.generation) revoke(id);
      if (family.revoked) return { ok: false, why: 'revoked' };
      if (family.expiresAt <= now()) return { ok: false, why: 'expired' };
      return { ok: true, value: { ...family.grant, family: id } };
    },
    rotate: (id) => {
      const family = families.get(id);
      if (family !== undefined)
        Object.assign(family, { generation: family.generation + 1, expiresAt: lifetime() });
    },
    revokeWhere: (matches) => {
      const ended = [...families.values()].filter((family) => !family.revoked && matches(family.grant));
      for (const family of ended) family.revoked = true;
      return ended.length;
    },
  };
}

/** Adds an entry to a map and removes the oldest one above the limit, so that the map cannot grow without bound. */
export function keep<T>(map: Map<string, T>, key: string, value: T, limit = LIMIT): void {
  map.set(key, value);
  if (map.size <= limit) return;
  const oldest = map.keys().next();
  if (!oldest.done) map.delete(oldest.value);
}
