import { type Refusal, refusal } from './b2c-errors.ts';
import { API_SCOPE, SCOPES } from './directory.ts';
import type { Incoming } from './http.ts';

type Field =
  | 'client_id'
  | 'client_info'
  | 'client_secret'
  | 'code'
  | 'code_challenge'
  | 'code_challenge_method'
  | 'code_verifier'
  | 'grant_type'
  | 'login_hint'
  | 'nonce'
  | 'password'
  | 'prompt'
  | 'redirect_uri'
  | 'refresh_token'
  | 'response_mode'
  | 'response_type'
  | 'scope'
  | 'state'
  | 'ui_locales'
  | 'username';

/** The parameters of OAuth and OpenID Connect that mean something here; others may be there and are ignored. */
export type Form = { readonly [Name in Field]?: string };

/** The fields of a posted form, or of the query of any other request; undefined when something else than a form was posted. */
export function parametersOf(incoming: Incoming): URLSearchParams | undefined {
  if (incoming.method !== 'POST') return incoming.url.searchParams;
  const type = incoming.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  return type === 'application/x-www-form-urlencoded' ? new URLSearchParams(incoming.body) : undefined;
}

/** The parameters by name; a refusal when there are none to read, or one is there twice (RFC 6749 section 3.1). */
export function readForm(parameters: URLSearchParams | undefined, now: number): Form | Refusal {
  if (parameters === undefined)
    return refusal('invalid_request', '90066', 'The body must be form-encoded.', now);
  const names = [...parameters.keys()];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return Object.fromEntries(parameters);
  return refusal('invalid_request', '90066', `The parameter '${twice}' is repeated.`, now);
}

/** The scopes of a request, each once; a refusal when there are none or one is unknown. */
export function scopesOf(
  { scope = '' }: Form,
  now: number,
  otherwise?: readonly string[],
): readonly string[] | Refusal {
  const scopes = [...new Set(scope.split(' ').filter((name) => name !== ''))];
  if (scopes.length === 0) {
    return (
      otherwise ?? refusal('invalid_request', '90010', 'The request does not contain a scope parameter.', now)
    );
  }
  const unknown = scopes.find((name) => !SCOPES.includes(name));
  if (unknown !== undefined) {
    const sentence = `The scope '${unknown}' provided in the request is not supported.`;
    return refusal('invalid_request', '90117', sentence, now);
  }
  if (!scopes.includes('openid') && !scopes.includes(API_SCOPE)) {
    const sentence = `The scope '${scopes.join(' ')}' provided in request must specify a resource, such as '${API_SCOPE}'.`;
    return refusal('invalid_request', '90055', sentence, now);
  }
  return scopes;
}
