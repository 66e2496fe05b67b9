import { createHash, randomBytes } from 'node:crypto';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Simulator, start } from '../../electron/simulator/index.ts';

const REDIRECT = 'http://localhost:49152/callback';
const VERIFIER = randomBytes(32).toString('base64url');
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

let simulator: Simulator;
let clock: number;

beforeEach(async () => {
  clock = Date.now();
  simulator = await start({ now: () => clock });
});
afterEach(() => simulator.close());

type Fields = Readonly<Record<string, string>>;
/** A token answer, or its refusal. Numbers are strings in the password grant. */
interface TokenBody {
  readonly access_token?: string;
  readonly id_token?: string;
  readonly refresh_token?: string;
  readonly client_info?: string;
  readonly expires_in?: number | string;
  readonly scope?: string;
  readonly error?: string;
  readonly error_description?: string;
}

const identity = () => simulator.connection.identity;
const apiScope = () => identity().scopes[0] ?? '';
const everything = () => `openid offline_access ${apiScope()}`;
const endpoint = (name: string, policy = identity().signInPolicy) =>
  `${identity().authority}/${policy}/oauth2/v2.0/${name}`;

function authorizeUrl(changes: Fields = {}, without: readonly string[] = []): string {
  const query = new URLSearchParams({
    client_id: identity().clientId,
    redirect_uri: REDIRECT,
    response_type: 'code',
    scope: everything(),
    state: 'the-state',
    nonce: 'the-nonce',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    ...changes,
  });
  for (const name of without) query.delete(name);
  return `${endpoint('authorize')}?${query}`;
}

const open = (url: string, headers: Fields = {}) => fetch(url, { redirect: 'manual', headers });

function post(url: string, fields: Fields, headers: Fields = {}): Promise<Response> {
  return fetch(url, { method: 'POST', redirect: 'manual', headers, body: new URLSearchParams(fields) });
}

/** Does on the sign-in page what a person does: chooses an e-mail address, or cancels. */
async function answerPage(response: Response, choice: string): Promise<Response> {
  const page = await response.text();
  const transaction = /name="transaction" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const action = /action="([^"]+)"/.exec(page)?.[1] ?? '';
  const person = simulator.people.find(({ email }) => email === choice);
  const fields: Fields = person === undefined ? { cancel: '1' } : { person: person.id };
  return post(new URL(action, simulator.url).href, { transaction, ...fields });
}

function outcomeOf(response: Response): URLSearchParams {
  expect(response.status).toBe(303);
  const location = response.headers.get('location') ?? '';
  expect(location.startsWith(`${REDIRECT}?`)).toBe(true);
  return new URL(location).searchParams;
}

async function codeFor(email = 'sam.sample@example.com', changes: Fields = {}): Promise<string> {
  const outcome = outcomeOf(await answerPage(await open(authorizeUrl(changes)), email));
  return outcome.get('code') ?? '';
}

async function token(fields: Fields, policy?: string): Promise<TokenBody & { readonly status: number }> {
  const response = await post(endpoint('token', policy), { client_id: identity().clientId, ...fields });
  expect(response.headers.get('cache-control')).toBe('no-store');
  return { status: response.status, ...((await response.json()) as TokenBody) };
}

const redeem = (code: string, changes: Fields = {}) =>
  token({
    grant_type: 'authorization_code',
    code,
    redirect_uri: REDIRECT,
    code_verifier: VERIFIER,
    client_info: '1',
    ...changes,
  });

const refresh = (refreshToken: string | undefined, changes: Fields = {}) =>
  token({ grant_type: 'refresh_token', refresh_token: refreshToken ?? '', ...changes });

const withPassword = (changes: Fields = {}, policy = identity().technicalAccount.policy) =>
  token(
    {
      client_id: identity().technicalAccount.clientId,
      grant_type: 'password',
      scope: apiScope(),
      ...simulator.technicalAccount,
      ...changes,
    },
    policy,
  );

describe('discovery', () => {
  it('describes each policy, whatever the case of its name', async () => {
    const policies = [
      'B2C_1_SignIn',
      'b2c_1_signin',
      'B2C_1_PasswordReset',
      'B2C_1_ProfileEdit',
      'B2C_1_ROPC',
    ];
    for (const policy of policies) {
      const url = `${identity().authority}/${policy}/v2.0/.well-known/openid-configuration`;
      const found = (await (await fetch(url)).json()) as Fields;
      const base = `${identity().authority}/${policy.toLowerCase()}/oauth2/v2.0`;
      expect(found).toMatchObject({
        authorization_endpoint: `${base}/authorize`,
        token_endpoint: `${base}/token`,
        end_session_endpoint: `${base}/logout`,
        jwks_uri: `${base}/keys`,
      });
      const { issuer = '', jwks_uri: keys = '' } = found;
      expect(issuer).toMatch(new RegExp(`^${simulator.url}/[0-9a-f-]{36}/v2\\.0/$`));
      const fromB2cPath = await fetch(keys.replace('/oauth2/', '/discovery/'));
      expect(await fromB2cPath.json()).toEqual(await (await fetch(keys)).json());
    }
  });

  it('answers 404 for a policy or tenant it does not have', async () => {
    const wrongTenant = identity().authority.replace('simulated', 'other');
    for (const base of [`${identity().authority}/B2C_1_Other`, `${wrongTenant}/B2C_1_SignIn`]) {
      expect((await fetch(`${base}/v2.0/.well-known/openid-configuration`)).status).toBe(404);
    }
  });
});

describe('tokens', () => {
  it('are signed with the published key and carry the claims of B2C', async () => {
    const answer = await redeem(await codeFor('tessa.kraft@example.com'));
    const keys = createRemoteJWKSet(new URL(endpoint('keys')));
    const issuer = `${simulator.url}/${JSON.parse(atob(answer.client_info ?? '')).utid}/v2.0/`;
    const tessa = simulator.people.find(({ employee }) => employee);
    const shared = {
      oid: tessa?.id,
      sub: tessa?.id,
      name: 'Tessa Kraft',
      given_name: 'Tessa',
      family_name: 'Kraft',
      emails: ['tessa.kraft@example.com'],
      tfp: 'B2C_1_SignIn',
      ver: '1.0',
      extension_TKEmployee: true,
    };
    const access = await jwtVerify(answer.access_token ?? '', keys, { issuer, algorithms: ['RS256'] });
    expect(access.payload).toMatchObject({ ...shared, scp: 'api', azp: identity().clientId });
    const id = await jwtVerify(answer.id_token ?? '', keys, { issuer, audience: identity().clientId });
    expect(id.payload).toMatchObject({ ...shared, nonce: 'the-nonce' });
    expect(id.payload).not.toHaveProperty('preferred_username');
    expect((access.payload.exp ?? 0) - (access.payload.iat ?? 0)).toBe(3_600);
    expect(answer).toMatchObject({ status: 200, expires_in: 3_600, scope: everything() });
    expect(JSON.parse(atob(answer.client_info ?? '')).uid).toBe(`${tessa?.id}-b2c_1_signin`);
  });

  it('say nothing of TK Elevator for an operator', async () => {
    const answer = await redeem(await codeFor());
    expect(decodeJwt(answer.access_token ?? '')).not.toHaveProperty('extension_TKEmployee');
  });

  it('follow from the scopes', async () => {
    const idOnly = await redeem(await codeFor(undefined, { scope: 'openid' }));
    expect(idOnly.access_token ?? idOnly.refresh_token).toBeUndefined();
    expect(idOnly.id_token).toBeDefined();
    const apiOnly = await redeem(await codeFor(undefined, { scope: apiScope() }));
    expect(apiOnly.id_token ?? apiOnly.refresh_token).toBeUndefined();
    expect(apiOnly.access_token).toBeDefined();
  });
});

describe('an authorization code', () => {
  it('needs PKCE with S256', async () => {
    const refused = [
      authorizeUrl({}, ['code_challenge', 'code_challenge_method']),
      authorizeUrl({ code_challenge_method: 'plain', code_challenge: VERIFIER }),
      authorizeUrl({}, ['code_challenge_method']),
      authorizeUrl({ code_challenge: 'short' }),
    ];
    for (const url of refused) {
      const outcome = outcomeOf(await open(url));
      expect(outcome.get('error')).toBe('invalid_request');
      expect(outcome.get('error_description')).toContain('AADB2C99059');
      expect(outcome.get('state')).toBe('the-state');
    }
    const code = await codeFor();
    for (const verifier of ['', 'x'.repeat(43), CHALLENGE]) {
      expect(await redeem(code, { code_verifier: verifier })).toMatchObject({
        status: 400,
        error: 'invalid_grant',
      });
    }
    expect(await redeem(code)).toMatchObject({ status: 200 });
  });

  it('is good once; used again, it takes back what it gave', async () => {
    const code = await codeFor();
    const first = await redeem(code);
    expect(await redeem(code)).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect(await refresh(first.refresh_token)).toMatchObject({ status: 400, error: 'invalid_grant' });
  });

  it('is bound to its redirect, application and policy', async () => {
    const code = await codeFor();
    expect(await redeem(code, { redirect_uri: 'http://localhost:49152/' })).toMatchObject({
      error: 'invalid_grant',
    });
    const other = identity().technicalAccount.clientId;
    expect(await redeem(code, { client_id: other })).toMatchObject({ error: 'unauthorized_client' });
    expect(await redeem(code, { client_secret: 'a' })).toMatchObject({ error: 'invalid_request' });
    expect((await redeem(code)).status).toBe(200);
  });

  it('ends after minutes', async () => {
    const code = await codeFor();
    clock += 10 * 60_000;
    const answer = await redeem(code);
    expect(answer.error).toBe('invalid_grant');
    expect(answer.error_description).toContain('AADB2C90080');
  });
});

describe('a redirect address', () => {
  it('is localhost with any port and path; anything else is shown and never followed', async () => {
    const hostile = [
      'http://127.0.0.1:49152/',
      'https://localhost:49152/',
      'http://localhost.example.com/',
      'http://localhost@example.com/',
      'http://user@localhost/',
      'http://localhost:49152/#x',
      'http://localhost\\@example.com',
      'javascript:alert(1)',
      '',
    ];
    for (const redirect of hostile) {
      const response = await open(authorizeUrl({ redirect_uri: redirect }));
      expect(response.status).toBe(400);
      expect(response.headers.get('location')).toBeNull();
      expect(await response.text()).toContain('AADB2C90006');
    }
    for (const redirect of ['http://localhost', 'http://localhost:1/', 'http://localhost:65535/a/b?c=d']) {
      expect((await open(authorizeUrl({ redirect_uri: redirect }))).status).toBe(200);
    }
  });

  it('gets no answer for an unknown application either', async () => {
    const response = await open(authorizeUrl({ client_id: '00000000-0000-4000-8000-000000000000' }));
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('AADB2C90068');
  });
});

describe('the sign-in page', () => {
  it('names both people and the application, loads nothing and needs no script', async () => {
    const response = await open(authorizeUrl());
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self' http://localhost:49152");
    expect(policy).not.toContain('script-src');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const page = await response.text();
    for (const text of [
      'Continue as Sam Sample',
      'Continue as Tessa Kraft',
      'Cancel',
      'MAX Desk',
      'Simulated',
    ]) {
      expect(page).toContain(text);
    }
    expect(page).not.toMatch(/<script|https?:\/\/(?!localhost)/);
  });

  it('speaks German when asked', async () => {
    const page = await (await open(authorizeUrl({ ui_locales: 'de-DE' }))).text();
    expect(page).toContain('Weiter als Sam Sample');
    expect(await (await open(authorizeUrl(), { 'accept-language': 'de' })).text()).toContain('Abbrechen');
  });

  it('shows the hinted person first', async () => {
    const page = await (await open(authorizeUrl({ login_hint: 'Tessa.Kraft@example.com' }))).text();
    expect(page.indexOf('Tessa Kraft')).toBeLessThan(page.indexOf('Sam Sample'));
  });

  it('escapes what the request brings along', async () => {
    const page = await (await open(authorizeUrl({ redirect_uri: '"><script>alert(1)</script>' }))).text();
    expect(page).not.toContain('<script');
  });

  it('sends access_denied back on Cancel, and whenever consent is set to be denied', async () => {
    const cancelled = outcomeOf(await answerPage(await open(authorizeUrl()), 'cancel'));
    simulator.setFaults({ denyConsent: true });
    const denied = outcomeOf(await answerPage(await open(authorizeUrl()), 'sam.sample@example.com'));
    for (const outcome of [cancelled, denied]) {
      expect(outcome.get('error')).toBe('access_denied');
      expect(outcome.get('error_description')).toContain('AADB2C90091');
      expect(outcome.get('state')).toBe('the-state');
      expect(outcome.has('code')).toBe(false);
    }
  });

  it('sends B2C’s codes back for a forgotten password and for a page that was open too long', async () => {
    const fieldsOf = (page: string) => ({
      transaction: /name="transaction" value="([^"]+)"/.exec(page)?.[1] ?? '',
    });
    const page = await (await open(authorizeUrl())).text();
    expect(page).toContain('Forgot your password?');
    const forgot = outcomeOf(await post(endpoint('choose'), { ...fieldsOf(page), forgot: '1' }));
    expect(forgot.get('error')).toBe('access_denied');
    expect(forgot.get('error_description')).toContain('AADB2C90118');
    clock += 11 * 60_000;
    const late = outcomeOf(await post(endpoint('choose'), { ...fieldsOf(page), forgot: '1' }));
    expect(late.get('error_description')).toContain('AADB2C90157');
    // Of a page that is not known at all nothing may be sent anywhere.
    const unknown = await post(endpoint('choose'), { transaction: 'x', forgot: '1' });
    expect(unknown.status).toBe(400);
    expect(await unknown.text()).toContain('AADB2C90046');
  });

  it('gives a code of the flow for a forgotten password, for that policy only, and no single sign-on', async () => {
    const reset = authorizeUrl({ scope: 'openid' }).replace('B2C_1_SignIn', 'B2C_1_PasswordReset');
    const page = await open(reset);
    const answer = await answerPage(page, 'sam.sample@example.com');
    expect(answer.headers.getSetCookie()).toEqual([]);
    const code = outcomeOf(answer).get('code') ?? '';
    expect((await redeem(code)).error_description).toContain('AADB2C90088');
  });

  it('posts the code back for response_mode=form_post', async () => {
    const response = await answerPage(
      await open(authorizeUrl({ response_mode: 'form_post' })),
      'sam.sample@example.com',
    );
    expect(response.status).toBe(200);
    const page = await response.text();
    expect(page).toContain(`action="${REDIRECT}"`);
    const code = /name="code" value="([^"]+)"/.exec(page)?.[1] ?? '';
    expect((await redeem(code)).status).toBe(200);
  });
});

describe('single sign-on', () => {
  const signIn = async () => {
    const response = await answerPage(await open(authorizeUrl()), 'tessa.kraft@example.com');
    return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  };

  it('asks no second time, unless prompt=login', async () => {
    const cookie = await signIn();
    const code = outcomeOf(await open(authorizeUrl(), { cookie })).get('code') ?? '';
    const claims = decodeJwt((await redeem(code)).id_token ?? '');
    expect(claims).toMatchObject({ emails: ['tessa.kraft@example.com'] });
    expect((await open(authorizeUrl({ prompt: 'login' }), { cookie })).status).toBe(200);
    expect(outcomeOf(await open(authorizeUrl({ prompt: 'none' }), { cookie })).has('code')).toBe(true);
  });

  it('ends with the sign-out, which goes back to this computer only', async () => {
    const cookie = await signIn();
    const away = `${endpoint('logout')}?post_logout_redirect_uri=${encodeURIComponent('https://example.com/')}`;
    expect((await open(away)).status).toBe(200);
    const home = `${endpoint('logout')}?post_logout_redirect_uri=${encodeURIComponent(REDIRECT)}&state=s`;
    const response = await open(home, { cookie });
    expect(response.headers.get('location')).toBe(`${REDIRECT}?state=s`);
    expect(response.headers.get('set-cookie')).toContain('Max-Age=0');
    const after = outcomeOf(await open(authorizeUrl({ prompt: 'none' }), { cookie }));
    expect(after.get('error')).toBe('interaction_required');
  });

  it('ends for everybody when the sessions are forgotten', async () => {
    const cookie = await signIn();
    simulator.clearSessions();
    expect((await open(authorizeUrl(), { cookie })).status).toBe(200);
  });
});

describe('a refresh token', () => {
  it('is replaced at every use; a replaced one ends the whole family', async () => {
    const first = await redeem(await codeFor());
    const second = await refresh(first.refresh_token);
    expect(second.status).toBe(200);
    expect(second.refresh_token).not.toBe(first.refresh_token);
    const third = await refresh(second.refresh_token);
    const reused = await refresh(first.refresh_token);
    expect(reused).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect(reused.error_description).toContain('AADB2C90129');
    expect(await refresh(third.refresh_token)).toMatchObject({ status: 400, error: 'invalid_grant' });
  });

  it('belongs to its policy, and cannot be forged or widened', async () => {
    const narrow = await redeem(await codeFor(undefined, { scope: 'openid offline_access' }));
    expect((await refresh(narrow.refresh_token, { scope: everything() })).access_token).toBeUndefined();
    const { refresh_token: good = '' } = await redeem(await codeFor());
    for (const forged of ['', 'x', 'a.b.c', `${good}x`, good.replace('.0.', '.1.')]) {
      expect(await refresh(forged)).toMatchObject({ status: 400, error: 'invalid_grant' });
    }
    const technical = await withPassword({ scope: everything() });
    expect((await refresh(technical.refresh_token)).error_description).toContain('AADB2C90088');
    expect((await refresh(good)).status).toBe(200);
  });

  it('expires, and every use starts its time anew', async () => {
    const first = await redeem(await codeFor());
    clock += 13 * 86_400_000;
    const second = await refresh(first.refresh_token);
    clock += 13 * 86_400_000;
    const third = await refresh(second.refresh_token);
    clock += 14 * 86_400_000;
    expect((await refresh(third.refresh_token)).error_description).toContain('AADB2C90080');
  });

  it('can be revoked, for one person or for all', async () => {
    const sam = await redeem(await codeFor());
    const tessa = await redeem(await codeFor('tessa.kraft@example.com'));
    expect(simulator.revoke('sam.sample@example.com')).toBe(1);
    expect(await refresh(sam.refresh_token)).toMatchObject({ error: 'invalid_grant' });
    const next = await refresh(tessa.refresh_token);
    expect(next.status).toBe(200);
    expect(simulator.revokeAll()).toBe(1);
    expect(await refresh(next.refresh_token)).toMatchObject({ error: 'invalid_grant' });
  });
});

describe('the password grant', () => {
  it('gives what the scopes ask for, with numbers as strings', async () => {
    const plain = await withPassword();
    expect(plain).toMatchObject({ status: 200, expires_in: '3600' });
    expect(plain.id_token ?? plain.refresh_token).toBeUndefined();
    const all = await withPassword({ scope: everything() });
    expect(all.access_token && all.id_token && all.refresh_token).toBeTruthy();
    expect((await withPassword({ scope: 'openid' })).access_token).toBeUndefined();
    expect(decodeJwt(plain.access_token ?? '')).toMatchObject({
      tfp: 'B2C_1_ROPC',
      name: 'Technical Account',
    });
  });

  it('refreshes under its own policy', async () => {
    const { refresh_token: given = '' } = await withPassword({ scope: everything() });
    const fields = { grant_type: 'refresh_token', refresh_token: given };
    const client = { client_id: identity().technicalAccount.clientId };
    expect(await token({ ...fields, ...client }, 'B2C_1_ROPC')).toMatchObject({
      status: 200,
      expires_in: '3600',
    });
  });

  it.each<[string, Fields, string, string]>([
    ['a wrong password', { password: 'wrong' }, 'access_denied', '90225'],
    ['a wrong name', { username: 'nobody@example.com' }, 'access_denied', '90225'],
    ['a person of the sign-in page', { username: 'sam.sample@example.com' }, 'access_denied', '90225'],
    ['no scope', { scope: '' }, 'invalid_request', '90010'],
    ['an unknown scope', { scope: 'https://graph.example.com/User.Read' }, 'invalid_request', '90117'],
    ['a scope without a resource', { scope: 'offline_access' }, 'invalid_request', '90055'],
    ['an unknown application', { client_id: 'x' }, 'unauthorized_client', '90068'],
    ['no application', { client_id: '' }, 'invalid_request', '90008'],
    ['another grant', { grant_type: 'client_credentials' }, 'unsupported_grant_type', '90086'],
  ])('refuses %s', async (_case, changes, error, code) => {
    const answer = await withPassword(changes);
    expect(answer).toMatchObject({ status: 400, error });
    expect(answer.error_description).toContain(`AADB2C${code}`);
  });

  it('is for its own policy and application only', async () => {
    const { clientId, signInPolicy } = identity();
    expect(await withPassword({ client_id: clientId })).toMatchObject({ error: 'unauthorized_client' });
    const elsewhere = await withPassword({ client_id: clientId }, signInPolicy);
    expect(elsewhere).toMatchObject({ status: 400, error: 'unsupported_grant_type' });
  });
});
