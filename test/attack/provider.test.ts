/** A connection leads to a provider that an attacker runs, or to an attacker who stands in for an honest one. */
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { attack } from '../fakes/attack.ts';
import { actAsProvider, identityAt, type ProviderTricks } from '../fakes/hostile-provider.ts';
import { sendJson } from '../fakes/hostile-server.ts';
import { type OidcService, startOidcService } from '../fakes/oidc-service.ts';
import { type Victim, victim } from '../fakes/victim.ts';

let victims: Victim;
let honest: OidcService;
beforeAll(async () => {
  [victims, honest] = await Promise.all([victim(), startOidcService(['alice'])]);
});
afterAll(() => Promise.all([victims.close(), honest.close()]));
afterEach(() => victims.user.run(['logout', '--all']));

/** The victim signs in at the hostile provider; whoever owns a page on the way is Alice. */
async function signIn(tricks: ProviderTricks = {}) {
  actAsProvider(victims.hostile, tricks);
  const file = victims.file({ identity: identityAt(victims.hostile.url) });
  const ended = await victims.user.signIn('Continue as alice', '--connection', file, '--timeout', '40');
  const { out } = await victims.user.run(['accounts', '--connection', file, '--format', 'json']);
  return { ...ended, accounts: JSON.parse(out) as unknown[] };
}
/** What the provider was asked to exchange. */
const exchanged = () => victims.hostile.arrived.filter(({ target }) => /^\/token\b/.test(target));

/** The mix-up: the browser goes on to an honest provider, with the state and the challenge of this attempt. */
const toHonest = (query: URLSearchParams) => {
  const more = { client_id: 'max-desk', scope: 'openid api email' };
  const passed = new URLSearchParams([...query, ...Object.entries(more)]);
  for (const name of Object.keys(more)) passed.delete(name);
  for (const [name, value] of Object.entries(more)) passed.set(name, value);
  return `${honest.url}/auth?${passed}`;
};

test('the provider of these attacks signs in when it is honest', async () => {
  const { status, accounts } = await signIn();
  expect(status).toBe(0);
  expect(accounts).toMatchObject([{ name: 'Mallory' }]);
  expect(exchanged()).toHaveLength(1);
});

describe('hostile provider', () => {
  const belongs = 'only the answer that belongs to the attempt is taken';

  attack('sends the browser to an honest one and redeems its code (RFC 9207)', belongs, async () => {
    const { status, accounts } = await signIn({ redirect: toHonest });
    // The attack did get to the honest one's answer.
    expect(honest.requests.filter((request) => /^POST \/interaction\//.test(request))).not.toEqual([]);
    expect(exchanged()).toEqual([]);
    expect({ failed: status !== 0, accounts }).toEqual({ failed: true, accounts: [] });
  });

  const announced = { metadata: { authorization_response_iss_parameter_supported: true } };
  for (const [what, tricks] of Object.entries<ProviderTricks>({
    'answers in the name of another issuer': { callback: { iss: 'https://login.example.com' } },
    'leaves out the issuer that it announces': { ...announced, callback: { iss: undefined } },
    'names an empty issuer': { ...announced, callback: { iss: '' } },
    'names its issuer in other letters': { ...announced, callback: { iss: 'HTTP://127.0.0.1' } },
  }))
    attack(`${what} (RFC 9207)`, belongs, async () => {
      const { status, accounts } = await signIn(tricks);
      expect(exchanged()).toEqual([]);
      expect({ failed: status !== 0, accounts }).toEqual({ failed: true, accounts: [] });
    });

  for (const [what, idToken] of Object.entries<Record<string, unknown>>({
    'another issuer': { iss: 'https://login.example.com' },
    'no issuer': { iss: undefined },
    'another application': { aud: 'another-client' },
    'another attempt': { nonce: 'of-another-attempt' },
    'no attempt': { nonce: undefined },
  }))
    attack(`gives an ID token of ${what} (OpenID Connect Core 3.1.3.7)`, belongs, async () => {
      const { status, accounts } = await signIn({ idToken });
      expect({ failed: status !== 0, accounts }).toEqual({ failed: true, accounts: [] });
    });

  const known = 'the browser is sent to the host of the connection only';
  for (const endpoint of [
    'http://login.example.com/authorize',
    'https://login.example.com/authorize',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'http://user:word@127.0.0.1/authorize',
  ])
    attack(`describes its page as ${endpoint}`, known, async () => {
      const { status, err, accounts } = await signIn({ metadata: { authorization_endpoint: endpoint } });
      expect({ failed: status !== 0, accounts }).toEqual({ failed: true, accounts: [] });
      expect(err).not.toMatch(/^(?:file|https?|javascript):/m);
    });

  attack('calls itself by the name of another one', known, async () => {
    const { status, accounts } = await signIn({ metadata: { issuer: 'https://login.example.com' } });
    expect({ failed: status !== 0, accounts }).toEqual({ failed: true, accounts: [] });
    expect(victims.hostile.arrived.some(({ target }) => target.startsWith('/authorize'))).toBe(false);
  });
});

describe('hostile token endpoint', () => {
  /** The technical account asks it for a token. */
  async function token() {
    const { hostile, user } = victims;
    const file = victims.file({ identity: { authority: `${hostile.url}/tenant` } });
    return user.run(victims.asAccount('token', '--connection', file, '--timeout', '40'));
  }
  const issued = { access_token: 'one.two.three', token_type: 'Bearer', expires_in: '3600', scope: 'api' };

  test('the one of these attacks is believed when it is honest', async () => {
    victims.hostile.answer((_request, response) => sendJson(response, issued));
    expect(await token()).toEqual({ status: 0, out: 'one.two.three\n', err: '' });
  });

  for (const status of [301, 302, 303, 307, 308])
    attack(`redirects the password to another host (${status})`, 'no redirect is followed', async () => {
      const { hostile, accomplice } = victims;
      accomplice.answer((_request, response) => sendJson(response, issued));
      hostile.answer((_request, response) => response.writeHead(status, { location: accomplice.url }).end());
      const ended = await token();
      expect(accomplice.asked()).toEqual([]);
      expect({ failed: ended.status !== 0, out: ended.out }).toEqual({ failed: true, out: '' });
      expect(hostile.arrived).toHaveLength(1);
    });

  const bounded = 'no answer of a service makes the program run out of memory, hang or crash';
  attack('sends a bomb: 64 MB of blanks in some kilobytes', bounded, async () => {
    const bomb = gzipSync(`${' '.repeat(64 * 1024 * 1024)}${JSON.stringify(issued)}`);
    victims.hostile.answer((_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(bomb),
    );
    const { status, out, err } = await token();
    expect({ failed: [4, 5].includes(status ?? 0), out }).toEqual({ failed: true, out: '' });
    expect(err).not.toBe('');
  });

  attack('nests its answer 200,000 deep', bounded, async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    victims.hostile.answer((_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(`{"access_token":${deep}}`),
    );
    const { status, out, err } = await token();
    expect({ failed: status !== 0 && status !== null, out }).toEqual({ failed: true, out: '' });
    expect(err).not.toMatch(/RangeError|Maximum call stack/);
  });

  attack('repeats the password in its refusal', 'no secret is printed', async () => {
    const { password } = victims.simulator.technicalAccount;
    const said = `AADB2C90225: ${password} is wrong for ${encodeURIComponent(password)}`;
    victims.hostile.answer((_request, response) =>
      response
        .writeHead(400, { 'content-type': 'application/json' })
        .end(JSON.stringify({ error: password, error_description: said, error_uri: password })),
    );
    const { status, out, err } = await token();
    expect(victims.secretsIn(out + err)).toEqual([]);
    expect(status).not.toBe(0);
  });
});
