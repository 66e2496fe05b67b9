import { type Policy, ROPC, SIGN_IN } from './directory.ts';
import { clientOf, type Form, scopesOf } from './form.ts';
import { Refusal } from './refusal.ts';

const PROMPTS = ['', 'none', 'login', 'consent', 'select_account'];

/** Where the answer to an authorization request goes. */
export type ReturnAddress = ReturnType<typeof returnAddressOf>;
export type AuthorizeRequest = ReturnType<typeof requestOf>;

/**
 * Where the answer to an authorization request goes. Throws a Refusal if the application or its redirect URI is not
 * valid: then nothing may be sent there, and the browser shows the error.
 */
export function returnAddressOf(policy: Policy, form: Form) {
  const { redirect_uri: redirectUri = '', response_mode: mode, state } = form;
  const id = clientOf(form, SIGN_IN, ROPC);
  if (id === ROPC.clientId) {
    const sentence = `The application associated with client id '${id}' has no registered redirect URIs.`;
    throw new Refusal('invalid_request', '90007', sentence);
  }
  if (!isRegistered(redirectUri)) {
    const sentence = `The redirect URI '${redirectUri}' provided in the request is not registered for the client id '${id}'.`;
    throw new Refusal('redirect_uri_mismatch', '90006', sentence);
  }
  if (policy === ROPC) {
    const sentence =
      'This application does not have sufficient permissions against this web resource to perform the operation.';
    throw new Refusal('unauthorized_client', '90205', sentence);
  }
  return { redirectUri, posted: mode === 'form_post', state };
}

/** The rest of an authorization request. Throws a Refusal, which goes to the application. */
export function requestOf(form: Form) {
  const { response_type: type = '', response_mode: mode = 'query', prompt = '' } = form;
  const { code_challenge: challenge = '', code_challenge_method: method } = form;
  const scopes = scopesOf(form);
  if (type !== 'code') {
    const sentence = `The requested response type '${type}' provided in the request is not supported.`;
    throw new Refusal('unsupported_response_type', '90013', sentence);
  }
  if (mode !== 'query' && mode !== 'form_post') {
    const sentence = `The requested response mode '${mode}' provided in the request is not supported.`;
    throw new Refusal('invalid_request', '90014', sentence);
  }
  if (!PROMPTS.includes(prompt)) {
    const sentence = `The prompt included in the request contains invalid values. Expected 'none', 'login', 'consent' or 'select_account'.`;
    throw new Refusal('invalid_request', '90043', sentence);
  }
  // RFC 7636 section 4.3: without a method, `plain` applies, which protects nothing.
  if (method !== 'S256' || !/^[A-Za-z0-9_-]{43}$/.test(challenge)) {
    const sentence = 'The supplied request must present a code_challenge made with S256.';
    throw new Refusal('invalid_request', '99059', sentence);
  }
  return { scopes, challenge, prompt, nonce: form.nonce };
}

/** The only registered address is `http://localhost`; B2C documents that any port is valid. 127.0.0.1 is not valid. */
function isRegistered(uri: string): boolean {
  return (
    uri.length <= 2_048 && /^http:\/\/localhost(:\d{1,5})?(\/[^\s#\\]*)?$/i.test(uri) && URL.canParse(uri)
  );
}
