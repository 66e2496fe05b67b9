import { describe, expect, test } from 'vitest';
import { answersFor } from '../../../../electron/core/connections/setup-answers.ts';
import { createSetupChecks } from '../../../../electron/core/connections/setup-checks.ts';
import type { Http } from '../../../../electron/core/ports.ts';
import { directNetwork } from '../../../fakes/network.ts';
import { fakeClock } from '../../../fakes/ports.ts';

const api = (baseUrl: string) => ({ ...answersFor('ea'), baseUrl });

/** Checks of an API that answers when the test says so, and does not care whether anybody still waits. */
function scene() {
  const asked: { url: string; answer(status: number): void }[] = [];
  const http: Http = (url) =>
    new Promise((resolve) => {
      asked.push({ url, answer: (status) => resolve(new Response('', { status })) });
    });
  return { asked, checks: createSetupChecks({ http, network: directNetwork }, fakeClock()) };
}

test('what an older check hears after a newer one was asked is not said any more', async () => {
  const { asked, checks } = scene();
  const older = checks.ask('api', api('https://old.example.com'));
  const newer = checks.ask('api', api('https://new.example.com'));
  asked[1]?.answer(401);
  await expect(newer).resolves.toMatchObject([{ finding: 'asks-for-sign-in' }]);
  asked[0]?.answer(404);
  await expect(older).rejects.toMatchObject({ code: 'cancelled' });
});

test('a check of another service goes on', async () => {
  const { asked, checks } = scene();
  const first = checks.ask('api', api('https://api.example.com'));
  const second = checks.ask('hub', { ...api('https://api.example.com'), hubUrl: 'https://hub.example.com' });
  for (const { answer } of asked) answer(404);
  for (const each of [first, second])
    await expect(each).resolves.toMatchObject([{ finding: 'nothing-there' }]);
});

test('all end when the set-up is closed', async () => {
  const { asked, checks } = scene();
  const check = checks.ask('api', api('https://api.example.com'));
  checks.close();
  asked[0]?.answer(401);
  await expect(check).rejects.toMatchObject({ code: 'cancelled' });
});

describe('the provider that the answers name', () => {
  const host = 'http://127.0.0.1:9';
  const flow = `${host}/tenant/b2c_1_signin`;
  const answers = {
    ...answersFor('other'),
    authority: `${host}/tenant`,
    signInPolicy: 'B2C_1_SignIn',
    clientId: '2d7f1b64-90ce-4a4f-8b0e-c6a1f7d35e28',
    scopes: 'api',
  };
  const metadata = {
    issuer: `${host}/x/v2.0/`,
    authorization_endpoint: `${flow}/oauth2/v2.0/authorize`,
    token_endpoint: `${flow}/oauth2/v2.0/token`,
    jwks_uri: `${flow}/discovery/v2.0/keys`,
  };
  /** What the provider shows on the page for signing in. */
  const ask = (part: Partial<typeof answers> = {}, page = '<form>', known = true) => {
    const http: Http = async (url) => {
      if (page === 'leads on' && url.includes('/authorize'))
        throw new TypeError('fetch failed', { cause: new Error('unexpected redirect') });
      if (!url.includes('.well-known')) return new Response(page, { status: page === '<form>' ? 200 : 400 });
      return known ? Response.json(metadata) : new Response('', { status: 404 });
    };
    const network = { ...directNetwork, lookup: async () => [] };
    return createSetupChecks({ http, network }, fakeClock(Date.now())).ask('identity', {
      ...answers,
      ...part,
    });
  };
  const told = async (...given: Parameters<typeof ask>) =>
    (await ask(...given)).map(({ field, outcome, finding }) => `${field} ${outcome} ${finding}`);

  test('knows the user flow, and accepts the client', async () => {
    expect(await told()).toEqual(['signInPolicy good policy-known', 'clientId good accepted']);
    expect((await ask())[0]?.details).toEqual({ host: '127.0.0.1:9' });
  });

  test('accepts the client, too, if it leads on to a page of its own', async () => {
    expect((await told({}, 'leads on')).at(-1)).toBe('clientId good accepted');
  });

  test('is asked without a client while that is missing', async () => {
    expect(await told({ clientId: '' })).toEqual(['signInPolicy good policy-known']);
  });

  test('does not know the user flow', async () => {
    expect(await told({}, undefined, false)).toEqual(['signInPolicy doubtful unknown']);
  });

  test.each([
    ['AADB2C90006: the redirect URI is not registered', 'redirectPorts doubtful refused'],
    ['AADB2C90205: this application has no permission', 'clientId doubtful refused'],
  ])('refuses the client: %s', async (text, finding) => {
    expect(await told({}, text)).toEqual(['signInPolicy good policy-known', finding]);
  });

  test('is not asked at all while it is not named in full', async () => {
    expect(await ask({ signInPolicy: '' })).toEqual([]);
    expect(await ask({ authority: 'x' })).toEqual([]);
  });

  test('of another protocol has no user flow', async () => {
    expect(await told({ protocol: 'oidc', authority: `${host}/x/v2.0`, signInPolicy: '' })).toEqual([
      'authority good provider-found',
      'clientId good accepted',
    ]);
  });
});

test('a service that answers without asking for a sign-in is doubtful, one in trouble too', async () => {
  const { asked, checks } = scene();
  for (const [status, finding] of [
    [200, 'answers'],
    [503, 'failed'],
    [403, 'asks-for-sign-in'],
  ] as const) {
    const check = checks.ask('api', api('https://api.example.com/'));
    asked.at(-1)?.answer(status);
    expect(await check).toMatchObject([{ field: 'baseUrl', finding }]);
  }
  expect(asked.map(({ url }) => url)).toEqual(asked.map(() => 'https://api.example.com/units'));
  expect(await checks.ask('api', api('x'))).toEqual([]);
  expect(await checks.ask('hub', api('https://api.example.com'))).toEqual([]);
});
