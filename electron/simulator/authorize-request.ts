import { type Refusal, refusal } from './b2c-errors.ts';
import { type Policy, ROPC, SIGN_IN } from './directory.ts';
import { type Form, readForm, scopesOf } from './form.ts';

/** An authorization request with a valid client and redirect URI, so a response can be sent back to it. */
export interface AuthorizeRequest {
  readonly redirectUri: string;
  readonly responseMode: 'query' | 'form_post';
  readonly state: string | undefined;
  readonly nonce: string | undefined;
  readonly scopes: readonly string[];
  readonly challenge: string;
  readonly prompt: string;
  readonly loginHint: string | undefined;
  readonly uiLocales: string | undefined;
}

/** `page`: no valid redirect URI, so the browser shows the error. `back`: the error goes to the application. */
export type ReadRequest =
  | { readonly kind: 'page'; readonly refusal: Refusal }
  | { readonly kind: 'back'; readonly request: AuthorizeRequest; readonly refusal: Refusal }
  | { readonly kind: 'good'; readonly request: AuthorizeRequest };

const PROMPTS = ['', 'none', 'login', 'consent', 'select_account'];

/** Validates an authorization request: first client and redirect URI, then the rest. `now` is ms since 1970. */
export function readRequest(
  policy: Policy,
  parameters: URLSearchParams | undefined,
  now: number,
): ReadRequest {
  const form = readForm(parameters, now);
  if ('error' in form) return { kind: 'page', refusal: form };
  const stranger = senderFault(policy, form, now);
  if (stranger !== undefined) return { kind: 'page', refusal: stranger };
  const scopes = scopesOf(form, now);
  const fault = 'error' in scopes ? scopes : requestFault(form, now);
  const request: AuthorizeRequest = {
    redirectUri: form.redirect_uri ?? '',
    responseMode: form.response_mode === 'form_post' ? 'form_post' : 'query',
    state: form.state,
    nonce: form.nonce,
    scopes: 'error' in scopes ? [] : scopes,
    challenge: form.code_challenge ?? '',
    prompt: form.prompt ?? '',
    loginHint: form.login_hint,
    uiLocales: form.ui_locales,
  };
  return fault === undefined ? { kind: 'good', request } : { kind: 'back', request, refusal: fault };
}

function senderFault(
  policy: Policy,
  { client_id: id, redirect_uri: uri = '' }: Form,
  now: number,
): Refusal | undefined {
  if (!id)
    return refusal('invalid_request', '90008', 'The request does not contain a client id parameter.', now);
  if (id === ROPC.clientId) {
    const sentence = `The application associated with client id '${id}' has no registered redirect URIs.`;
    return refusal('invalid_request', '90007', sentence, now);
  }
  if (id !== SIGN_IN.clientId) {
    const sentence = `The provided application with ID '${id}' is not valid against this service.`;
    return refusal('unauthorized_client', '90068', sentence, now);
  }
  if (!isRegistered(uri)) {
    const sentence = `The redirect URI '${uri}' provided in the request is not registered for the client id '${id}'.`;
    return refusal('redirect_uri_mismatch', '90006', sentence, now);
  }
  if (policy === SIGN_IN) return undefined;
  const sentence =
    'This application does not have sufficient permissions against this web resource to perform the operation.';
  return refusal('unauthorized_client', '90205', sentence, now);
}

/** The only registered address is `http://localhost`; B2C documents that any port is valid. 127.0.0.1 is not valid. */
function isRegistered(uri: string): boolean {
  return (
    uri.length <= 2_048 && /^http:\/\/localhost(:\d{1,5})?(\/[^\s#\\]*)?$/i.test(uri) && URL.canParse(uri)
  );
}

function requestFault(form: Form, now: number): Refusal | undefined {
  const {
    response_type: type = '',
    response_mode: mode = 'query',
    prompt = '',
    code_challenge: challenge = '',
  } = form;
  const invalid = (code: string, sentence: string) => refusal('invalid_request', code, sentence, now);
  if (type !== 'code') {
    const sentence = `The requested response type '${type}' provided in the request is not supported.`;
    return refusal('unsupported_response_type', '90013', sentence, now);
  }
  if (mode !== 'query' && mode !== 'form_post') {
    return invalid(
      '90014',
      `The requested response mode '${mode}' provided in the request is not supported.`,
    );
  }
  if (!PROMPTS.includes(prompt)) {
    const sentence = `The prompt included in the request contains invalid values. Expected 'none', 'login', 'consent' or 'select_account'.`;
    return invalid('90043', sentence);
  }
  if (challenge === '') return invalid('99059', 'The supplied request must present a code_challenge.');
  // RFC 7636 section 4.3: without a method, `plain` applies, which protects nothing.
  if (form.code_challenge_method !== 'S256' || !/^[A-Za-z0-9_-]{43}$/.test(challenge)) {
    return invalid('99059', 'The supplied request must present a code_challenge made with S256.');
  }
  return undefined;
}
