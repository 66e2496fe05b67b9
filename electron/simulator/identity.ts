import type { SignInDesk } from './authorize.ts';
import { findPolicy, type Policy, SCOPES, TENANT_ID, TENANT_NAME } from './directory.ts';
import type { FaultBoard } from './faults.ts';
import { type Answer, type Handler, type Incoming, json, refuseMethod, text } from './http.ts';
import { answerToken, type TokenEndpoint } from './token-endpoint.ts';

export interface IdentitySettings extends TokenEndpoint {
  readonly url: string;
  readonly desk: SignInDesk;
  readonly faults: FaultBoard;
}

type Endpoint = (policy: Policy, incoming: Incoming) => ReturnType<Handler>;

/** The identity provider: the same endpoints for every policy, as in Azure AD B2C. */
export function createIdentity(settings: IdentitySettings): Handler {
  const { desk, faults, tokens, url } = settings;
  const guarded =
    (family: 'discovery' | 'token', endpoint: Endpoint): Endpoint =>
    (policy, incoming) =>
      faults.guard(family, () => endpoint(policy, incoming))(incoming);
  const keys = guarded('discovery', (_policy, incoming) => show(incoming, tokens.signer.keySet));
  const endpoints = new Map<string, Endpoint>([
    [
      'v2.0/.well-known/openid-configuration',
      guarded('discovery', (policy, incoming) => show(incoming, configurationOf(url, tokens.issuer, policy))),
    ],
    ['oauth2/v2.0/keys', keys],
    ['oauth2/v2.0/token', guarded('token', (policy, incoming) => answerToken(settings, policy, incoming))],
    ['oauth2/v2.0/authorize', desk.authorize],
    ['oauth2/v2.0/choose', (_policy, incoming) => desk.choose(incoming)],
    ['oauth2/v2.0/logout', (_policy, incoming) => desk.signOut(incoming)],
    // B2C's own address of the keys; all other endpoints have B2C's addresses already.
    ['discovery/v2.0/keys', keys],
  ]);
  return (incoming) => {
    const [tenant = '', policyName = '', ...rest] = incoming.url.pathname.slice(1).split('/');
    const policy = [TENANT_NAME, TENANT_ID].includes(tenant.toLowerCase())
      ? findPolicy(policyName)
      : undefined;
    const endpoint = endpoints.get(rest.join('/'));
    return policy === undefined || endpoint === undefined ? notFound() : endpoint(policy, incoming);
  };
}

function show(incoming: Incoming, document: unknown): Answer {
  return refuseMethod(incoming, 'GET') ?? json(200, document);
}

function notFound(): Answer {
  return text(
    404,
    'The resource you are looking for has been removed, had its name changed, or is temporarily unavailable.',
  );
}

/** B2C writes the policy name in lower case here, whatever its case in the request. */
function configurationOf(url: string, issuer: string, policy: Policy): Readonly<Record<string, unknown>> {
  const base = `${url}/${TENANT_NAME}/${policy.name.toLowerCase()}`;
  return {
    issuer,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    jwks_uri: `${base}/oauth2/v2.0/keys`,
    response_modes_supported: ['query', 'form_post'],
    response_types_supported: ['code'],
    scopes_supported: SCOPES,
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['none'],
    code_challenge_methods_supported: ['S256'],
    claims_supported: [
      'oid',
      'sub',
      'name',
      'given_name',
      'family_name',
      'emails',
      'tfp',
      'extension_TKEmployee',
      'iss',
      'iat',
      'exp',
      'aud',
      'nonce',
    ],
  };
}
