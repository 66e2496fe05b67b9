import { API_ID, API_SCOPE, type Policy, ROPC, TENANT_ID } from './directory.ts';
import type { Grant } from './grants.ts';
import { type Claims, encode, type Signer } from './signer.ts';
import type { Person } from './types.ts';

export interface TokenSettings {
  readonly signer: Signer;
  readonly issuer: string;
  readonly now: () => number;
  readonly accessTokenSeconds: number;
  readonly refreshTokenSeconds: number;
}

export interface Issue extends Grant {
  readonly nonce: string | undefined;
  readonly refreshToken: string | undefined;
  readonly withClientInfo: boolean;
}

/** The body of a successful token response in B2C's format; the scopes decide which tokens it contains. */
export function tokenAnswer(settings: TokenSettings, issue: Issue): Claims {
  const from = Math.floor(settings.now() / 1_000);
  // B2C sends the numbers of the password grant as strings, and clients have to handle that.
  const seconds = (value: number) => (issue.policy === ROPC ? String(value) : value);
  return {
    ...(issue.scopes.includes('openid') ? idTokenPart(settings, issue, from, seconds) : {}),
    ...(issue.scopes.includes(API_SCOPE) ? accessTokenPart(settings, issue, from, seconds) : {}),
    token_type: 'Bearer',
    not_before: seconds(from),
    scope: issue.scopes.join(' '),
    ...(issue.refreshToken === undefined
      ? {}
      : {
          refresh_token: issue.refreshToken,
          refresh_token_expires_in: seconds(settings.refreshTokenSeconds),
        }),
    ...(issue.withClientInfo ? { client_info: encode(clientInfoOf(issue.person, issue.policy)) } : {}),
  };
}

type Seconds = (value: number) => number | string;

function accessTokenPart(settings: TokenSettings, issue: Issue, from: number, seconds: Seconds): Claims {
  const claims = {
    ...sharedClaims(settings, issue, from),
    aud: API_ID,
    scp: 'api',
    azp: issue.policy.clientId,
  };
  return {
    access_token: settings.signer.sign(claims),
    expires_in: seconds(settings.accessTokenSeconds),
    expires_on: seconds(from + settings.accessTokenSeconds),
    resource: API_ID,
  };
}

function idTokenPart(settings: TokenSettings, issue: Issue, from: number, seconds: Seconds): Claims {
  const claims = {
    ...sharedClaims(settings, issue, from),
    aud: issue.policy.clientId,
    auth_time: Math.floor(issue.signedInAt / 1_000),
    ...(issue.nonce === undefined ? {} : { nonce: issue.nonce }),
  };
  return {
    id_token: settings.signer.sign(claims),
    id_token_expires_in: seconds(settings.accessTokenSeconds),
    profile_info: encode(profileOf(issue.person)),
  };
}

function sharedClaims(settings: TokenSettings, { person, policy }: Issue, from: number): Claims {
  const times = { iat: from, nbf: from, exp: from + settings.accessTokenSeconds };
  return { ...claimsOf(person, policy), iss: settings.issuer, ...times };
}

function claimsOf(person: Person, policy: Policy): Claims {
  return {
    ver: '1.0',
    sub: person.id,
    oid: person.id,
    name: person.name,
    given_name: person.givenName,
    family_name: person.familyName,
    emails: [person.email],
    tfp: policy.name,
    // B2C omits a custom attribute without a value.
    ...(person.employee ? { extension_TKEmployee: true } : {}),
  };
}

function profileOf(person: Person): Claims {
  return { ver: '1.0', tid: TENANT_ID, sub: null, name: person.name, preferred_username: null, idp: null };
}

/** MSAL builds its account id from this, so the same person has one account per policy. */
function clientInfoOf(person: Person, policy: Policy): Claims {
  return { uid: `${person.id}-${policy.name.toLowerCase()}`, utid: TENANT_ID };
}
