/** Who is signed in, and the access token. */
import { z } from 'zod';
import { Failure } from './failure.ts';
import { claimMeanings, pastedWarnings } from './names.ts';
import { type CallsOf, done, nothing } from './shapes.ts';

/**
 * Somebody who has signed in on the connection; `id` names the account there. Decoded from the tokens: for display only,
 * never verified (R22).
 */
export const KnownAccount = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  /** By a token that was pasted: for this run only, and not renewed. */
  pasted: z.boolean(),
});
export type KnownAccount = z.output<typeof KnownAccount>;

/** The current account: the one whose units are shown. Times are ms since 1970. */
export const Account = KnownAccount.extend({
  /** The TK employee flag; null when the token does not say. */
  employee: z.boolean().nullable(),
  /** When the current access token ends; it is renewed before that. Null until a token is at hand, or when it is opaque. */
  expiresAt: z.number().nullable(),
});
export type Account = z.output<typeof Account>;

/**
 * `attempt` is there while we wait for the system browser; its times are ms since 1970. With an `account` that stays
 * signed in it is about another one.
 */
export const SessionState = z.object({
  phase: z.enum(['restoring', 'signed-out', 'starting', 'waiting', 'completing', 'signed-in']),
  account: Account.nullable(),
  /** Everybody who is signed in on this connection, the current account among them. */
  accounts: z.array(KnownAccount),
  attempt: z.object({ startedAt: z.number(), expiresAt: z.number(), browserOpened: z.boolean() }).nullable(),
  problem: Failure.nullable(),
  /** The provider has a place where the system browser's own session with it ends. */
  browserSignOut: z.boolean(),
});
export type SessionState = z.output<typeof SessionState>;

export const AccessToken = z.object({
  accessToken: z.string(),
  expiresAt: z.number(),
  scopes: z.array(z.string()),
});
export type AccessToken = z.output<typeof AccessToken>;

/** What a pasted text is, before it is used. Decoded, never verified (R22). Times are ms since 1970. */
export const PastedCheck = z.object({
  /** Why it cannot be used. */
  refused: z.enum(['no-token', 'expired']).nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  issuer: z.string().nullable(),
  audience: z.string().nullable(),
  scopes: z.array(z.string()),
  expiresAt: z.number().nullable(),
  warnings: z.array(z.enum(pastedWarnings)),
});
export type PastedCheck = z.output<typeof PastedCheck>;

/** Characters; nothing longer is a token. */
const PastedToken = z.object({ token: z.string().max(64 * 1024) });

/** One claim of a token: its value as text, what it means if that is known, and the time it stands for (ms since 1970). */
export const Claim = z.object({
  name: z.string(),
  value: z.string(),
  meaning: z.enum(claimMeanings).nullable(),
  at: z.number().nullable(),
});
export type Claim = z.output<typeof Claim>;

/** What the current token says. Decoded, never verified (R22). Times are ms since 1970. */
export const Identity = z.object({
  /** The token cannot be decoded. */
  opaque: z.boolean(),
  userId: z.string().nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  /** Custom attributes that are yes or no, "TK Employee" for instance. */
  flags: z.array(z.object({ name: z.string(), value: z.boolean() })),
  scopes: z.array(z.string()),
  issuer: z.string().nullable(),
  policy: z.string().nullable(),
  issuedAt: z.number().nullable(),
  /** Null when nobody knows: a pasted token that is opaque does not say. */
  expiresAt: z.number().nullable(),
  claims: z.array(Claim),
});
export type Identity = z.output<typeof Identity>;

export const sessionCalls = {
  signIn: { input: nothing, output: done },
  cancelSignIn: { input: nothing, output: done },
  openSignInAgain: { input: nothing, output: done },
  copySignInLink: { input: nothing, output: done },
  /** Signs in somebody else; who is signed in stays so. */
  addAccount: { input: nothing, output: done },
  switchAccount: { input: z.object({ id: z.string().min(1).max(512) }), output: done },
  /** Signs the current account out; another one takes its place if there is one. */
  signOut: { input: nothing, output: done },
  /** The same, and then ends the session that the system browser keeps with the provider. */
  signOutEverywhere: { input: nothing, output: done },
  checkPastedToken: { input: PastedToken, output: PastedCheck },
  /** Signs in with a token from elsewhere, for this run only; it is never on disk, and is not renewed. */
  usePastedToken: { input: PastedToken, output: done },
  /** The token itself, for the person who asks to see it. */
  getToken: { input: nothing, output: AccessToken },
  getIdentity: { input: nothing, output: Identity },
} satisfies CallsOf<'session'>;
