import type { Incoming } from '../http.ts';
import { API_SCOPE, type Policy, SCOPES } from './directory.ts';
import { Refusal } from './refusal.ts';

type Field =
  | 'cancel'
  | 'client_id'
  | 'client_info'
  | 'client_secret'
  | 'code'
  | 'code_challenge'
  | 'code_challenge_method'
  | 'code_verifier'
  | 'display_name'
  | 'forgot'
  | 'grant_type'
  | 'login_hint'
  | 'nonce'
  | 'password'
  | 'person'
  | 'post_logout_redirect_uri'
  | 'prompt'
  | 'redirect_uri'
  | 'refresh_token'
  | 'response_mode'
  | 'response_type'
  | 'scope'
  | 'state'
  | 'transaction'
  | 'ui_locales'
  | 'username';

/** The parameters of OAuth, OpenID Connect and the sign-in page that are used here; all others are ignored. */
export type Form = { readonly [Name in Field]?: string };

/**
 * The fields of a posted form, or the query of any other request. Throws a Refusal if the body is not a form or a
 * parameter is repeated (RFC 6749 section 3.1).
 */
export function formOf({ method, url, headers, body }: Incoming): Form {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (method === 'POST' && type !== 'application/x-www-form-urlencoded')
    throw new Refusal('invalid_request', '90066', 'The body must be form-encoded.');
  const parameters = method === 'POST' ? new URLSearchParams(body) : url.searchParams;
  const names = [...parameters.keys()];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new Refusal('invalid_request', '90066', `The parameter '${twice}' is repeated.`);
  return Object.fromEntries(parameters);
}

/** The client id of a request. Throws a Refusal if it is none of the applications of these policies. */
export function clientOf({ client_id: id }: Form, ...policies: readonly Policy[]): string {
  if (!id)
    throw new Refusal('invalid_request', '90008', 'The request does not contain a client id parameter.');
  if (policies.some(({ clientId }) => clientId === id)) return id;
  const sentence = `The provided application with ID '${id}' is not valid against this service.`;
  throw new Refusal('unauthorized_client', '90068', sentence);
}

/**
 * The scopes of a request without duplicates; `otherwise` if it has none. Throws a Refusal for an unknown scope, for
 * no resource, and for no scope at all.
 */
export function scopesOf({ scope = '' }: Form, otherwise?: readonly string[]): readonly string[] {
  const scopes = [...new Set(scope.split(' ').filter((name) => name !== ''))];
  if (scopes.length === 0 && otherwise !== undefined) return otherwise;
  if (scopes.length === 0)
    throw new Refusal('invalid_request', '90010', 'The request does not contain a scope parameter.');
  const unknown = scopes.find((name) => !SCOPES.includes(name));
  if (unknown !== undefined) {
    const sentence = `The scope '${unknown}' provided in the request is not supported.`;
    throw new Refusal('invalid_request', '90117', sentence);
  }
  if (!scopes.includes('openid') && !scopes.includes(API_SCOPE)) {
    const sentence = `The scope '${scopes.join(' ')}' provided in request must specify a resource, such as '${API_SCOPE}'.`;
    throw new Refusal('invalid_request', '90055', sentence);
  }
  return scopes;
}
