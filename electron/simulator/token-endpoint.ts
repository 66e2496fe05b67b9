import { createHash } from 'node:crypto';
import { type Refusal, refusal } from './b2c-errors.ts';
import { type Policy, ROPC, SIGN_IN, TECHNICAL_PERSON } from './directory.ts';
import { type Form, parametersOf, readForm, scopesOf } from './form.ts';
import type { Grant, Grants, Verdict } from './grants.ts';
import { type Answer, type Incoming, json, refuseMethod } from './http.ts';
import { sameSecret } from './signer.ts';
import { type TokenSettings, tokenAnswer } from './tokens.ts';

export interface TokenEndpoint {
  readonly grants: Grants;
  readonly tokens: TokenSettings;
  /** The technical account's password. */
  readonly password: string;
}

type Granted = Grant & { readonly nonce: string | undefined; readonly refreshToken: string | undefined };
type Outcome = Granted | Refusal;

/** The token endpoint of one policy: authorization_code, refresh_token, and password if the policy supports it. */
export function answerToken(endpoint: TokenEndpoint, policy: Policy, incoming: Incoming): Answer {
  const wrongMethod = refuseMethod(incoming, 'POST');
  if (wrongMethod !== undefined) return wrongMethod;
  const now = endpoint.tokens.now();
  const form = readForm(parametersOf(incoming), now);
  if ('error' in form) return refused(form);
  const outcome = applicationFault(form, policy, now) ?? redeem(endpoint, policy, form, now);
  if ('error' in outcome) return refused(outcome);
  const body = tokenAnswer(endpoint.tokens, { ...outcome, withClientInfo: form.client_info === '1' });
  return json(200, body, { pragma: 'no-cache' });
}

function refused({ error, description }: Refusal): Answer {
  return json(400, { error, error_description: description }, { pragma: 'no-cache' });
}

function applicationFault(
  { client_id: id, client_secret: secret }: Form,
  policy: Policy,
  now: number,
): Refusal | undefined {
  if (!id)
    return refusal('invalid_request', '90008', 'The request does not contain a client id parameter.', now);
  if (secret !== undefined) {
    const sentence =
      'Public clients should not send a client_secret when redeeming a publicly acquired grant.';
    return refusal('invalid_request', '90084', sentence, now);
  }
  if (id === policy.clientId) return undefined;
  if (id === SIGN_IN.clientId) {
    // B2C's message for an application that is not configured for the password grant.
    const sentence = "The provided application is not configured to allow the 'OAuth' Implicit flow.";
    return refusal('unauthorized_client', '90057', sentence, now);
  }
  const sentence = `The provided application with ID '${id}' is not valid against this service.`;
  return refusal('unauthorized_client', '90068', sentence, now);
}

function redeem(endpoint: TokenEndpoint, policy: Policy, form: Form, now: number): Outcome {
  const kind = form.grant_type ?? '';
  if (!policy.grants.includes(kind)) {
    return refusal(
      'unsupported_grant_type',
      '90086',
      `The supplied grant_type [${kind}] is not supported.`,
      now,
    );
  }
  if (kind === 'authorization_code') return redeemCode(endpoint, policy, form, now);
  if (kind === 'refresh_token') return redeemRefreshToken(endpoint, policy, form, now);
  return redeemPassword(endpoint, form, now);
}

function redeemCode({ grants }: TokenEndpoint, policy: Policy, form: Form, now: number): Outcome {
  const code = form.code ?? '';
  const read = grants.readCode(code);
  if (!read.ok) return badGrant(read, now);
  const { challenge, redirectUri, nonce, ...grant } = read.value;
  if (grant.policy !== policy) return wrongPolicy(policy, grant.policy, now);
  if (form.redirect_uri !== redirectUri) {
    return refusal(
      'invalid_grant',
      '90006',
      'The redirect URI is not the one of the authorization request.',
      now,
    );
  }
  const verifier = form.code_verifier ?? '';
  const wellFormed = /^[A-Za-z0-9._~-]{43,128}$/.test(verifier);
  if (!wellFormed || !sameSecret(createHash('sha256').update(verifier).digest('base64url'), challenge)) {
    return refusal('invalid_grant', '90183', 'The supplied code_verifier is invalid.', now);
  }
  const family = grant.scopes.includes('offline_access') ? grants.createFamily(grant) : undefined;
  grants.redeemCode(code, family);
  return { ...grant, nonce, refreshToken: family === undefined ? undefined : grants.refreshToken(family) };
}

function redeemRefreshToken({ grants }: TokenEndpoint, policy: Policy, form: Form, now: number): Outcome {
  const read = grants.readRefreshToken(form.refresh_token ?? '');
  if (!read.ok) return badGrant(read, now);
  const { family, ...grant } = read.value;
  if (grant.policy !== policy) return wrongPolicy(policy, grant.policy, now);
  const asked = scopesOf(form, now, grant.scopes);
  if ('error' in asked) return asked;
  grants.rotate(family);
  // A refresh may narrow the scopes but not widen them (RFC 6749 section 6).
  const scopes = asked.filter((scope) => grant.scopes.includes(scope));
  return { ...grant, scopes, nonce: undefined, refreshToken: grants.refreshToken(family) };
}

function redeemPassword({ grants, password }: TokenEndpoint, form: Form, now: number): Outcome {
  const scopes = scopesOf(form, now);
  if ('error' in scopes) return scopes;
  const knownName = sameSecret((form.username ?? '').toLowerCase(), TECHNICAL_PERSON.email);
  const knownPassword = sameSecret(form.password ?? '', password);
  if (!knownName || !knownPassword) {
    return refusal(
      'access_denied',
      '90225',
      'The username or password provided in the request are invalid.',
      now,
    );
  }
  const grant: Grant = { person: TECHNICAL_PERSON, policy: ROPC, scopes, signedInAt: now };
  const family = scopes.includes('offline_access') ? grants.createFamily(grant) : undefined;
  return {
    ...grant,
    nonce: undefined,
    refreshToken: family === undefined ? undefined : grants.refreshToken(family),
  };
}

function badGrant(read: Verdict<unknown> & { readonly ok: false }, now: number): Refusal {
  if (read.why === 'expired') {
    return refusal(
      'invalid_grant',
      '90080',
      'The provided grant has expired. Please re-authenticate and try again.',
      now,
    );
  }
  if (read.why === 'revoked') {
    return refusal(
      'invalid_grant',
      '90129',
      'The provided grant has been revoked. Please reauthenticate and try again.',
      now,
    );
  }
  return refusal('invalid_grant', '90090', 'The provided JWE is not a valid 5 segment token.', now);
}

function wrongPolicy(actual: Policy, expected: Policy, now: number): Refusal {
  const sentence = `The provided grant has not been issued for this endpoint. Actual Value : ${actual.name} and Expected Value : ${expected.name}`;
  return refusal('invalid_grant', '90088', sentence, now);
}
