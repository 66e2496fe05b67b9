import {
  base64url,
  calculateJwkThumbprint,
  exportJWK,
  type GenerateKeyPairResult,
  generateKeyPair,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from 'jose';
import { API_ID, API_SCOPE, type Person, type Policy, ROPC, TENANT_ID } from './directory.ts';
import { type Grant, REFRESH_TOKEN_SECONDS } from './grants.ts';

export type SigningKeys = GenerateKeyPairResult;

export interface TokenSettings {
  readonly issuer: string;
  /** ms since 1970. */
  readonly now: () => number;
  readonly accessTokenSeconds: number;
  /** By default created on first use, for the life of the process. */
  readonly signingKeys: SigningKeys | undefined;
  /** The names that people have given themselves since the start, by the id of the person. */
  readonly names: ReadonlyMap<string, string>;
}

/** What a redeemed grant gives. */
export interface Issue extends Grant {
  readonly nonce?: string | undefined;
  readonly refreshToken: string | undefined;
}

export type Tokens = ReturnType<typeof createTokens>;

const ALGORITHM = 'RS256';

/** Signs the tokens with RS256, publishes the key and verifies the access tokens. */
export function createTokens({ issuer, now, accessTokenSeconds, signingKeys, names }: TokenSettings) {
  let made: ReturnType<typeof createKeys> | undefined;
  const keys = () => {
    // Creating an RSA key takes 50 to 300 ms of CPU time.
    made ??= createKeys(signingKeys);
    return made;
  };
  async function sign(claims: JWTPayload): Promise<string> {
    const { privateKey, published } = await keys();
    const header = { alg: ALGORITHM, kid: published.kid, typ: 'JWT' };
    return new SignJWT(claims).setProtectedHeader(header).sign(privateKey);
  }

  return {
    /** The JSON Web Key Set that is published. */
    keySet: async () => ({ keys: [(await keys()).published] }),

    /** The body of a successful token response in B2C's format; the scopes decide which tokens it contains. */
    async answer(
      { person: signedIn, policy, scopes, signedInAt, nonce, refreshToken }: Issue,
      withClientInfo: boolean,
    ) {
      const person = { ...signedIn, name: names.get(signedIn.id) ?? signedIn.name };
      const from = Math.floor(now() / 1_000);
      const until = from + accessTokenSeconds;
      const shared = { ...claimsOf(person, policy), iss: issuer, iat: from, nbf: from, exp: until };
      // B2C sends the numbers of the password grant as strings, and clients have to handle that.
      const seconds = (value: number) => (policy === ROPC ? String(value) : value);
      const session = { aud: policy.clientId, auth_time: Math.floor(signedInAt / 1_000), nonce };
      const idToken = scopes.includes('openid') && {
        id_token: await sign({ ...shared, ...session }),
        id_token_expires_in: seconds(accessTokenSeconds),
        profile_info: encode(profileOf(person)),
      };
      const accessToken = scopes.includes(API_SCOPE) && {
        access_token: await sign({ ...shared, aud: API_ID, scp: 'api', azp: policy.clientId }),
        expires_in: seconds(accessTokenSeconds),
        expires_on: seconds(until),
        resource: API_ID,
      };
      return {
        ...idToken,
        ...accessToken,
        token_type: 'Bearer',
        not_before: seconds(from),
        scope: scopes.join(' '),
        ...(refreshToken !== undefined && {
          refresh_token: refreshToken,
          refresh_token_expires_in: seconds(REFRESH_TOKEN_SECONDS),
        }),
        ...(withClientInfo && { client_info: encode(clientInfoOf(person, policy)) }),
      };
    },

    /** When an access token for the API expires, ms since 1970; undefined if it is not valid now. */
    async expiryOf(token: string): Promise<number | undefined> {
      const { publicKey } = await keys();
      const expected = { issuer, audience: API_ID, algorithms: [ALGORITHM], currentDate: new Date(now()) };
      try {
        const { payload } = await jwtVerify(token, publicKey, expected);
        return (payload.exp ?? 0) * 1_000;
      } catch {
        return undefined;
      }
    },
  };
}

async function createKeys(given?: SigningKeys) {
  const { privateKey, publicKey } = given ?? (await generateKeyPair(ALGORITHM));
  const key = await exportJWK(publicKey);
  return { privateKey, publicKey, published: { kid: await calculateJwkThumbprint(key), use: 'sig', ...key } };
}

function claimsOf(person: Person, policy: Policy): JWTPayload {
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
    ...(person.employee && { extension_TKEmployee: true }),
  };
}

function profileOf({ name }: Person) {
  return { ver: '1.0', tid: TENANT_ID, sub: null, name, preferred_username: null, idp: null };
}

/** MSAL builds its account id from this, so the same person has one account per policy. */
function clientInfoOf({ id }: Person, policy: Policy) {
  return { uid: `${id}-${policy.name.toLowerCase()}`, utid: TENANT_ID };
}

function encode(value: unknown): string {
  return base64url.encode(JSON.stringify(value));
}
