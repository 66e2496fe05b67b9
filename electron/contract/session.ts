/** Sign-in, accounts and the access token. */
import { z } from 'zod';
import { Failure } from './failure.ts';
import { type CallsOf, done, nothing } from './shapes.ts';

/**
 * An account that is signed in on the connection; `id` identifies it there. Decoded from the tokens, never verified:
 * for display only (R22).
 */
export const KnownAccount = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  /** Signed in with a pasted token: for this run only, and not renewed. */
  pasted: z.boolean(),
});
export type KnownAccount = z.output<typeof KnownAccount>;

/** The current account, whose units are shown. Times are ms since 1970. */
export const Account = KnownAccount.extend({
  /** The TK employee flag; null if the token does not contain it. */
  employee: z.boolean().nullable(),
  /** When the current access token expires; it is renewed before that. Null without a token, or if it is opaque. */
  expiresAt: z.number().nullable(),
});
export type Account = z.output<typeof Account>;

/**
 * `attempt` is set while we wait for the system browser; its times are ms since 1970. If `account` is set too, the
 * attempt is for an additional account.
 */
export const SessionState = z.object({
  phase: z.enum(['restoring', 'signed-out', 'starting', 'waiting', 'completing', 'signed-in']),
  account: Account.nullable(),
  /** All accounts signed in on this connection, including the current one. */
  accounts: z.array(KnownAccount),
  attempt: z.object({ startedAt: z.number(), expiresAt: z.number(), browserOpened: z.boolean() }).nullable(),
  problem: Failure.nullable(),
  /** Whether the provider has an endpoint that ends the system browser's own session. */
  browserSignOut: z.boolean(),
  /** Whether the provider has a page to edit the profile on; `under-way` while we wait for that page. */
  profileEdit: z.enum(['none', 'offered', 'under-way']),
});
export type SessionState = z.output<typeof SessionState>;

export const AccessToken = z.object({
  accessToken: z.string(),
  expiresAt: z.number(),
  scopes: z.array(z.string()),
});
export type AccessToken = z.output<typeof AccessToken>;

/** What a pasted token contains, before it is used. Decoded, never verified (R22). Times are ms since 1970. */
export const PastedCheck = z.object({
  /** Why it cannot be used. */
  refused: z.enum(['no-token', 'expired']).nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  issuer: z.string().nullable(),
  audience: z.string().nullable(),
  scopes: z.array(z.string()),
  expiresAt: z.number().nullable(),
  warnings: z.array(
    z.enum(['opaque', 'no-expiry', 'not-yet', 'ends-soon', 'issuer', 'audience', 'id-token', 'scope']),
  ),
});
export type PastedCheck = z.output<typeof PastedCheck>;

/** Longer texts are not tokens, characters. */
const PastedToken = z.object({ token: z.string().max(64 * 1024) });

/** One claim of a token: its value as text, its meaning if known, and the time it stands for (ms since 1970). */
export const Claim = z.object({
  name: z.string(),
  value: z.string(),
  meaning: z
    .enum([
      'user-id',
      'subject',
      'name',
      'given-name',
      'family-name',
      'email',
      'user-name',
      'policy',
      'issuer',
      'audience',
      'client',
      'issued',
      'not-before',
      'expires',
      'signed-in',
      'scopes',
      'roles',
      'provider',
      'tenant',
      'version',
      'nonce',
      'token-id',
      'methods',
      'custom',
    ])
    .nullable(),
  at: z.number().nullable(),
});
export type Claim = z.output<typeof Claim>;

/** The content of the current token. Decoded, never verified (R22). Times are ms since 1970. */
export const Identity = z.object({
  /** The token cannot be decoded. */
  opaque: z.boolean(),
  userId: z.string().nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  /** Custom boolean attributes, for instance "TK Employee". */
  flags: z.array(z.object({ name: z.string(), value: z.boolean() })),
  scopes: z.array(z.string()),
  issuer: z.string().nullable(),
  policy: z.string().nullable(),
  issuedAt: z.number().nullable(),
  /** Null if unknown: an opaque pasted token does not say when it expires. */
  expiresAt: z.number().nullable(),
  claims: z.array(Claim),
});
export type Identity = z.output<typeof Identity>;

export const sessionCalls = {
  signIn: { input: nothing, output: done },
  cancelSignIn: { input: nothing, output: done },
  openSignInAgain: { input: nothing, output: done },
  copySignInLink: { input: nothing, output: done },
  /** Signs in another account; the current one stays signed in. */
  addAccount: { input: nothing, output: done },
  /** Opens the provider's page for the current account's profile; settles when that is left. */
  editProfile: { input: nothing, output: done },
  switchAccount: { input: z.object({ id: z.string().min(1).max(512) }), output: done },
  /** Signs out the current account; another signed-in account becomes current, if there is one. */
  signOut: { input: nothing, output: done },
  /** Does the same, then ends the system browser's session with the provider. */
  signOutEverywhere: { input: nothing, output: done },
  checkPastedToken: { input: PastedToken, output: PastedCheck },
  /** Signs in with a pasted token, for this run only; the token is never stored on disk and not renewed. */
  usePastedToken: { input: PastedToken, output: done },
  /** The token itself, when the user asks to see it. */
  getToken: { input: nothing, output: AccessToken },
  getIdentity: { input: nothing, output: Identity },
} satisfies CallsOf<'session'>;
