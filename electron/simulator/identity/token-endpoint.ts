import { createHash } from 'node:crypto';
import { type Answer, type Incoming, json } from '../http.ts';
import { type Policy, ROPC, SIGN_IN, TECHNICAL_PERSON } from './directory.ts';
import { clientOf, type Form, formOf, scopesOf } from './form.ts';
import type { Grants } from './grants.ts';
import { Refusal, refusalFields } from './refusal.ts';
import type { Issue, Tokens } from './tokens.ts';

export interface TokenEndpoint {
  readonly grants: Grants;
  readonly tokens: Tokens;
  /** The technical account's password. */
  readonly password: string;
  /** ms since 1970. */
  readonly now: () => number;
}

/** The token endpoint of one policy: authorization_code, refresh_token, and password if the policy supports it. */
export async function answerToken(
  endpoint: TokenEndpoint,
  policy: Policy,
  incoming: Incoming,
): Promise<Answer> {
  const headers = { pragma: 'no-cache' };
  try {
    const form = formOf(incoming);
    checkApplication(form, policy);
    const issue = redeem(endpoint, policy, form);
    return json(200, await endpoint.tokens.answer(issue, form.client_info === '1'), headers);
  } catch (error) {
    return json(400, refusalFields(error, endpoint.now()), headers);
  }
}

function checkApplication(form: Form, policy: Policy): void {
  const id = clientOf(form, policy, SIGN_IN);
  if (form.client_secret !== undefined) {
    const sentence =
      'Public clients should not send a client_secret when redeeming a publicly acquired grant.';
    throw new Refusal('invalid_request', '90084', sentence);
  }
  if (id !== policy.clientId) {
    // B2C's message for an application that is not configured for the password grant.
    const sentence = "The provided application is not configured to allow the 'OAuth' Implicit flow.";
    throw new Refusal('unauthorized_client', '90057', sentence);
  }
}

function redeem(endpoint: TokenEndpoint, policy: Policy, form: Form): Issue {
  const kind = form.grant_type ?? '';
  if (!policy.grants.includes(kind)) {
    const sentence = `The supplied grant_type [${kind}] is not supported.`;
    throw new Refusal('unsupported_grant_type', '90086', sentence);
  }
  if (kind === 'authorization_code') return redeemCode(endpoint, policy, form);
  return kind === 'refresh_token'
    ? redeemRefreshToken(endpoint, policy, form)
    : redeemPassword(endpoint, form);
}

function redeemCode({ grants }: TokenEndpoint, policy: Policy, form: Form): Issue {
  const { code = '', code_verifier: verifier = '' } = form;
  const { challenge, redirectUri, nonce, ...grant } = grants.readCode(code);
  checkPolicy(policy, grant.policy);
  if (form.redirect_uri !== redirectUri) {
    const sentence = 'The redirect URI is not the one of the authorization request.';
    throw new Refusal('invalid_grant', '90006', sentence);
  }
  const wellFormed = /^[A-Za-z0-9._~-]{43,128}$/.test(verifier);
  if (!wellFormed || createHash('sha256').update(verifier).digest('base64url') !== challenge)
    throw new Refusal('invalid_grant', '90183', 'The supplied code_verifier is invalid.');
  const family = grants.createFamily(grant);
  grants.redeemCode(code, family);
  return { ...grant, nonce, refreshToken: grants.refreshToken(family) };
}

function redeemRefreshToken({ grants }: TokenEndpoint, policy: Policy, form: Form): Issue {
  const { family, ...grant } = grants.readRefreshToken(form.refresh_token ?? '');
  checkPolicy(policy, grant.policy);
  const asked = scopesOf(form, grant.scopes);
  grants.rotate(family);
  // A refresh may narrow the scopes but not widen them (RFC 6749 section 6).
  const scopes = asked.filter((scope) => grant.scopes.includes(scope));
  return { ...grant, scopes, refreshToken: grants.refreshToken(family) };
}

function redeemPassword({ grants, password, now }: TokenEndpoint, form: Form): Issue {
  const scopes = scopesOf(form);
  if (form.username?.toLowerCase() !== TECHNICAL_PERSON.email || form.password !== password) {
    const sentence = 'The username or password provided in the request are invalid.';
    throw new Refusal('access_denied', '90225', sentence);
  }
  const grant = { person: TECHNICAL_PERSON, policy: ROPC, scopes, signedInAt: now() };
  return { ...grant, refreshToken: grants.refreshToken(grants.createFamily(grant)) };
}

function checkPolicy(actual: Policy, expected: Policy): void {
  if (actual === expected) return;
  const sentence = `The provided grant has not been issued for this endpoint. Actual Value : ${actual.name} and Expected Value : ${expected.name}`;
  throw new Refusal('invalid_grant', '90088', sentence);
}
