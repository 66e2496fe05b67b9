import { createHash, randomBytes } from 'node:crypto';
import { isUnknownRedirect, redirectRefused } from '../auth/b2c-codes.ts';
import { checkMetadata, readMetadata } from '../auth/msal/metadata.ts';
import { explained, providerCodeIn } from '../auth/provider-codes.ts';
import { furtherPolicies, policyAuthority } from '../connection/authorities.ts';
import { OpenIdConfiguration } from '../connection/open-id-configuration.ts';
import { AppError, toAppError } from '../errors.ts';
import { type BoundedAnswer, requestText } from '../http/bounded-request.ts';
import { toleratedSkew } from '../http/clock-skew.ts';
import { inTrouble } from '../http/faults.ts';
import type { Examination, Finding } from './doctor.ts';
import { checkRequest, knock } from './network-checks.ts';

/** What the provider steps pass on: the metadata document, once it was read. */
export interface ReadDocument {
  document?: unknown;
  /** Set if there is none because the policy is unknown. */
  unknownPolicy?: AppError;
}

/** Compares this computer's clock with the `Date` header of the provider's response. */
export async function checkClock(parts: Examination): Promise<Finding> {
  const { origin, host } = new URL(parts.connection.identity.authority);
  const headers = await knock(parts, origin);
  const theirs = Date.parse(headers?.get('date') ?? '');
  if (Number.isNaN(theirs)) return { outcome: 'skipped', finding: 'no-date', details: { host } };
  const ahead = parts.clock.now() - theirs;
  const seconds = String(Math.round(Math.abs(ahead) / 1000));
  if (Math.abs(ahead) <= toleratedSkew) return { finding: 'in-step', details: { host, seconds } };
  const direction = ahead > 0 ? 'ahead of' : 'behind';
  throw new AppError('clock', `The clock of this computer is ${seconds} s ${direction} that of ${host}.`, {
    details: { host, seconds },
  });
}

/** An unknown policy has no metadata; the policy step reports that. */
export async function checkDiscovery(parts: Examination, read: ReadDocument): Promise<Finding> {
  const { connection, http } = parts;
  const { authority, authorityMetadata } = connection.identity;
  const { host } = new URL(authority);
  if (authorityMetadata) {
    read.document = authorityMetadata;
    return { finding: 'described', details: { host: connection.name } };
  }
  try {
    read.document = await readMetadata(connection, http, checkRequest.timeout);
  } catch (error) {
    const failure = toAppError(error);
    if (failure.details['key'] !== 'identity.signInPolicy') throw failure;
    read.unknownPolicy = failure;
  }
  return { finding: 'described', details: { host } };
}

/** Also of the user flows beside the sign-in, which are used without their metadata. */
export async function checkPolicy(parts: Examination, read: ReadDocument): Promise<Finding> {
  if (read.unknownPolicy) throw read.unknownPolicy;
  const { protocol, signInPolicy, authorityMetadata } = parts.connection.identity;
  if (protocol === 'oidc') return { finding: 'policy-not-used' };
  if (!authorityMetadata) await checkFurtherPolicies(parts);
  return { finding: 'policy-known', details: { policy: signInPolicy } };
}

async function checkFurtherPolicies({ connection, http }: Examination): Promise<void> {
  const { identity } = connection;
  for (const policy of furtherPolicies) {
    if (policyAuthority(connection, policy) === undefined) continue;
    const asSignIn = { ...identity, signInPolicy: identity[policy] ?? '' };
    await readMetadata({ ...connection, identity: asSignIn }, http, checkRequest.timeout).catch((error) => {
      const { code, message, details } = toAppError(error);
      if (details['key'] !== 'identity.signInPolicy') throw error;
      const key = `identity.${policy}`;
      throw new AppError(code, message, {
        hint: `Check "${key}" with TK Elevator.`,
        details: { ...details, key },
      });
    });
  }
}

export async function checkIssuer({ connection }: Examination, read: ReadDocument): Promise<Finding> {
  const { issuer } = checkMetadata(connection, read.document);
  return { finding: 'issuer-matches', details: { issuer } };
}

/**
 * Starts a sign-in that nobody completes: a provider checks the client and the redirect address before it shows its
 * page. B2C names the error in the page (AADB2C90006), with any status.
 */
export async function checkRedirect(parts: Examination, read: ReadDocument): Promise<Finding> {
  const { authorization_endpoint } = OpenIdConfiguration.parse(read.document);
  const { identity, name: file } = parts.connection;
  const redirect = `http://localhost:${identity.redirectPorts[0] ?? 53_682}`;
  const url = new URL(authorization_endpoint);
  const secret = () => randomBytes(32).toString('base64url');
  const query = {
    client_id: identity.clientId,
    response_type: 'code',
    redirect_uri: redirect,
    scope: [...identity.scopes, 'openid'].join(' '),
    state: secret(),
    nonce: secret(),
    code_challenge: createHash('sha256').update(secret()).digest('base64url'),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const accepted: Finding = { finding: 'redirect-accepted', details: { redirect, host: url.host } };
  let answer: BoundedAnswer;
  try {
    answer = await requestText(parts.http, url.href, { ...checkRequest, signal: parts.signal });
  } catch (error) {
    // A redirect, to the provider's own page or back to us.
    const failure = toAppError(error);
    if (failure.code === 'captive-portal') return accepted;
    throw failure;
  }
  const trouble = inTrouble('provider-unavailable', answer, url.host);
  if (trouble) throw trouble;
  // A sign-in page may hold a code somewhere; an error page has it before its text.
  const reference = providerCodeIn(/AADB2C\d+|AADSTS\d+(?=:)/.exec(answer.text)?.[0]);
  if (answer.status < 400 && reference === undefined) return accepted;
  throw refused(file, url.host, redirect, reference ?? String(answer.status), answer.text);
}

function refused(file: string, host: string, redirect: string, reference: string, page: string): AppError {
  const details = { host, reference, file, text: `was refused (${reference})` };
  if (isUnknownRedirect(reference) || /redirect_uri/i.test(page))
    return redirectRefused(`${host} refuses the redirect address ${redirect} (${reference}).`, details);
  const { why, details: refusal, ...next } = explained(reference);
  return new AppError('configuration', `${host} refuses the sign-in request (${reference})${why}.`, {
    hint: 'Check "identity.clientId" and "identity.scopes" in the connection with TK Elevator.',
    ...next,
    details: { ...details, ...refusal, key: 'identity.clientId' },
  });
}
