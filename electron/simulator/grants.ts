import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { Policy } from './directory.ts';
import { sameSecret } from './signer.ts';
import type { Person } from './types.ts';

/** What a person allowed an application to do. Times are ms since 1970. */
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
  /** What the code stands for, if it may be redeemed now. A second look at a redeemed code revokes what it gave. */
  readCode(code: string): Verdict<CodeGrant>;
  /** Ends the code; the family of refresh tokens, if any, is remembered with it. */
  redeemCode(code: string, family: string | undefined): void;
  createFamily(grant: Grant): string;
  /** The current refresh token of a family. */
  refreshToken(family: string): string;
  /** What a refresh token stands for. A token that was already rotated away revokes its whole family. */
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

/** Authorization codes and refresh tokens, in memory only. A refresh token names its family and generation, so a family costs the same however often it is rotated. */
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

/** Adds to a map that forgets its oldest entry when it is full: nothing a caller repeats may grow for ever. */
export function keep<T>(map: Map<string, T>, key: string, value: T, limit = LIMIT): void {
  map.set(key, value);
  if (map.size <= limit) return;
  const oldest = map.keys().next();
  if (!oldest.done) map.delete(oldest.value);
}
