/** Whether an answer, or a token, comes from the service that was asked: MSAL checks the nonce and nothing else of that. */
import type { Connection } from '../connection/connection-file.ts';
import type { OpenIdConfiguration } from '../connection/open-id-configuration.ts';
import { AppError } from '../errors.ts';
import { decodeClaims } from './claims.ts';

/** What is known of the service. Without metadata only the host of the connection is compared. */
export interface AskedService {
  connection: Connection;
  metadata: OpenIdConfiguration | undefined;
}

/** Of the clocks of a provider's own computers. ms */
const leeway = 5 * 60_000;

/**
 * The issuer of an authorization response (RFC 9207 §2.4), of an error too: a response that another service's page has
 * brought here must not be exchanged. Throws `sign-in-refused` where `iss` names another one, or is missing although
 * the metadata announce it. B2C sends none.
 */
export function assertAnswerFrom(asked: AskedService, parameters: URLSearchParams): void {
  const named = parameters.get('iss');
  if (named === null && asked.metadata?.authorization_response_iss_parameter_supported !== true) return;
  if (named === null || !isIssuer(asked, named))
    throw mixedUp(asked, named ?? '', 'iss', 'did not give this answer');
}

/**
 * Checks the ID token of a token response (OpenID Connect Core §3.1.3.7, §12.2) before it is kept. The signature is not
 * checked: the token comes from the token endpoint over TLS. `now` is ms since 1970, by the provider's clock if it told
 * it. Throws `sign-in-refused`.
 */
export function assertIdToken(asked: AskedService, idToken: string, now: number): void {
  const claims = decodeClaims(idToken) ?? {};
  const refuse = (claim: string): never => {
    const named = claim === 'iss' ? String(claims['iss'] ?? '') : '';
    throw mixedUp(asked, named, claim, 'sent an ID token that is not for this sign-in');
  };
  if (typeof claims['iss'] !== 'string' || !isIssuer(asked, claims['iss'])) refuse('iss');
  if (!isForClient(asked.connection, claims)) refuse('aud');
  if (typeof claims['exp'] !== 'number' || claims['exp'] * 1_000 + leeway < now) refuse('exp');
  if (!isOfPolicy(asked.connection, claims)) refuse('tfp');
}

/**
 * An `oidc` issuer is compared letter by letter (RFC 9207 §2.4). B2C has two forms for one tenant, by a setting of the
 * policy, and writes names in any case: `https://HOST/TENANT-ID/v2.0/` and `https://HOST/tfp/TENANT-ID/POLICY/v2.0/`.
 */
function isIssuer({ connection, metadata }: AskedService, named: string): boolean {
  const { protocol, authority } = connection.identity;
  if (protocol === 'oidc') return named === (metadata?.issuer ?? authority);
  if (!URL.canParse(named)) return false;
  if (metadata) return tenantOf(connection, named) === tenantOf(connection, metadata.issuer);
  return new URL(named).origin === new URL(authority).origin;
}

/** The B2C issuer without its policy, if that is one of the connection's; in lower case. */
function tenantOf({ identity }: Connection, issuer: string): string {
  const { signInPolicy, passwordResetPolicy = '', profileEditPolicy = '' } = identity;
  const { origin, pathname, search } = new URL(issuer.toLowerCase());
  const [, tenant, policy] = /^\/tfp\/([^/]+)\/([^/]+)\/v2\.0\/$/.exec(pathname) ?? [];
  const policies = [signInPolicy, passwordResetPolicy, profileEditPolicy].map((each) => each.toLowerCase());
  const isOurs = policy !== undefined && policies.includes(policy);
  return `${origin}${isOurs ? `/${tenant}/v2.0/` : pathname}${search}`;
}

/** §3.1.3.7, 3 to 5. B2C writes client ids in lower case. */
function isForClient({ identity }: Connection, { aud, azp }: Record<string, unknown>): boolean {
  const letters = (id: unknown) => (identity.protocol === 'b2c' ? String(id).toLowerCase() : id);
  const isOurs = (id: unknown) => letters(id) === letters(identity.clientId);
  const audiences = [aud].flat();
  if (!audiences.some(isOurs)) return false;
  return azp === undefined ? audiences.length === 1 : isOurs(azp);
}

/** B2C names the policy in `tfp`, or in `acr` by an old setting: only the sign-in gives tokens. */
function isOfPolicy({ identity }: Connection, { tfp, acr }: Record<string, unknown>): boolean {
  const named = tfp ?? acr;
  if (identity.protocol !== 'b2c' || named === undefined) return true;
  return String(named).toLowerCase() === identity.signInPolicy.toLowerCase();
}

/** Names the foreign service by its host only: the rest of what it calls itself is its own text. */
function mixedUp({ connection }: AskedService, named: string, claim: string, what: string): AppError {
  const { host } = new URL(connection.identity.authority);
  const other = URL.canParse(named) ? new URL(named).host : '';
  const from = other === '' || other === host ? '' : ` It names ${other}.`;
  return new AppError('sign-in-refused', `${host} ${what} (${claim}).${from}`, {
    hint: 'Nothing of it was used. Sign in again; if it happens again, ask whoever gave you the connection, and tell TK Elevator.',
    details: { host, reference: claim, page: 'mixed-up' },
  });
}
