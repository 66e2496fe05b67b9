import { type Incoming, json, type Reaction, refuseMethod, text } from '../http.ts';
import { findPolicy, type Policy, SCOPES, TENANT_ID, TENANT_NAME } from './directory.ts';
import { createSignInDesk, type SignInDeskSettings } from './sign-in-desk.ts';
import { answerToken, type TokenEndpoint } from './token-endpoint.ts';

export interface IdentitySettings extends TokenEndpoint, SignInDeskSettings {
  readonly url: string;
  readonly issuer: string;
}

interface Endpoint {
  readonly methods: readonly string[];
  /** Whose faults apply to it; the pages have none. */
  readonly family?: 'discovery' | 'token';
  answer(policy: Policy, incoming: Incoming): Reaction | Promise<Reaction>;
}

const NOT_FOUND =
  'The resource you are looking for has been removed, had its name changed, or is temporarily unavailable.';

/** The identity provider: the same endpoints for every policy, as in Azure AD B2C. */
export function createIdentity(settings: IdentitySettings) {
  const { url, issuer, faults, tokens } = settings;
  const desk = createSignInDesk(settings);
  const keys: Endpoint = {
    methods: ['GET'],
    family: 'discovery',
    answer: async () => json(200, await tokens.keySet()),
  };
  const endpoints: Readonly<Record<string, Endpoint>> = {
    'v2.0/.well-known/openid-configuration': {
      methods: ['GET'],
      family: 'discovery',
      answer: (policy) => json(200, configurationOf(url, issuer, policy)),
    },
    'oauth2/v2.0/keys': keys,
    'oauth2/v2.0/token': {
      methods: ['POST'],
      family: 'token',
      answer: (policy, incoming) => answerToken(settings, policy, incoming),
    },
    'oauth2/v2.0/authorize': { methods: ['GET', 'POST'], answer: desk.authorize },
    'oauth2/v2.0/choose': { methods: ['POST'], answer: desk.choose },
    'oauth2/v2.0/logout': { methods: ['GET', 'POST'], answer: desk.signOut },
    // B2C's own address of the keys; all other endpoints have B2C's addresses already.
    'discovery/v2.0/keys': keys,
  };
  return {
    clearSessions: desk.clearSessions,
    async handler(incoming: Incoming): Promise<Reaction> {
      // The keys take up to 300 ms of another thread: they are made while the person reads the first page.
      void tokens.keySet();
      const [tenant = '', policyName = '', ...rest] = incoming.url.pathname.slice(1).split('/');
      const isOurs = [TENANT_NAME, TENANT_ID].includes(tenant.toLowerCase());
      const policy = isOurs ? findPolicy(policyName) : undefined;
      const path = rest.join('/');
      const endpoint = Object.hasOwn(endpoints, path) ? endpoints[path] : undefined;
      if (policy === undefined || endpoint === undefined) return text(404, NOT_FOUND);
      const { family, methods, answer } = endpoint;
      const fault = family === undefined ? undefined : await faults.strike(family, incoming);
      return fault ?? refuseMethod(incoming, ...methods) ?? answer(policy, incoming);
    },
  };
}

/** B2C writes the policy name in lower case here, whatever its case in the request. */
function configurationOf(url: string, issuer: string, policy: Policy) {
  const base = `${url}/${TENANT_NAME}/${policy.name.toLowerCase()}`;
  const standard = ['oid', 'sub', 'name', 'given_name', 'family_name', 'emails', 'iss', 'iat', 'exp', 'aud'];
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
    claims_supported: [...standard, 'nonce', 'tfp', 'extension_TKEmployee'],
  };
}
