import { describe, expect, test, vi } from 'vitest';
import type { Consent } from '../../../../electron/core/connections/consent.ts';

import { answersFor } from '../../../../electron/core/connections/setup-answers.ts';
import { createSetupChecks } from '../../../../electron/core/connections/setup-checks.ts';
import { AppError } from '../../../../electron/core/errors.ts';
import type { Http } from '../../../../electron/core/ports.ts';
import { directNetwork, openSocket } from '../../../fakes/network.ts';
import { fakeClock } from '../../../fakes/ports.ts';

const api = (baseUrl: string) => ({ ...answersFor('ea'), baseUrl });

/** Checks of an API that answers when the test says so, and does not care whether anybody still waits. */
function scene(consent: Consent = { covers: () => true, ask: async () => undefined }) {
  const asked: { url: string; answer(status: number): void }[] = [];
  const http: Http = (url) =>
    new Promise((resolve) => {
      asked.push({ url, answer: (status) => resolve(new Response('', { status })) });
    });
  const ways = { http, sockets: openSocket, network: directNetwork };
  const { ask, close } = createSetupChecks(ways, fakeClock(), consent);
  return {
    asked,
    close,
    ask,
    requests: (count: number) => vi.waitFor(() => expect(asked).toHaveLength(count)),
  };
}

test('what an older check hears after a newer one was asked is not said any more', async () => {
  const { asked, ask, requests } = scene();
  const older = ask('api', api('https://old.example.com'), false);
  const newer = ask('api', api('https://new.example.com'), false);
  await requests(2);
  asked[1]?.answer(401);
  await expect(newer).resolves.toMatchObject([{ finding: 'asks-for-sign-in' }]);
  asked[0]?.answer(404);
  await expect(older).rejects.toMatchObject({ code: 'cancelled' });
});

test('a check of another service goes on', async () => {
  const { asked, ask, requests } = scene();
  const first = ask('api', api('https://api.example.com'), false);
  const second = ask('hub', { ...api('https://api.example.com'), hubUrl: 'https://hub.example.com' }, false);
  await requests(2);
  for (const { answer } of asked) answer(404);
  for (const each of [first, second])
    await expect(each).resolves.toMatchObject([{ finding: 'nothing-there' }]);
});

test('all end when the set-up is closed', async () => {
  const { asked, ask, close, requests } = scene();
  const check = ask('api', api('https://api.example.com'), false);
  await requests(1);
  close();
  asked[0]?.answer(401);
  await expect(check).rejects.toMatchObject({ code: 'cancelled' });
});

describe('an address that nobody has agreed to', () => {
  const answers = { ...api('https://api.example.com'), hubUrl: 'https://hub.example.com' };

  test('is not contacted, and nobody is asked, while somebody only types', async () => {
    const question = vi.fn();
    const { asked, ask } = scene({ covers: () => false, ask: question });
    expect(await ask('api', answers, false)).toEqual([]);
    expect({ asked, questions: question.mock.calls }).toEqual({ asked: [], questions: [] });
  });

  test('is asked about on request, with all addresses of the answers, and contacted after a yes only', async () => {
    const open = Promise.withResolvers<void>();
    const question = vi.fn(() => open.promise);
    const { asked, ask, requests } = scene({ covers: () => false, ask: question });
    const check = ask('hub', answers, true);
    await vi.waitFor(() => expect(question).toHaveBeenCalled());
    const addresses = [
      'https://api.example.com/',
      'https://api.example.com/units',
      'https://hub.example.com/',
    ];
    expect(question).toHaveBeenCalledWith(
      'check',
      addresses.map((address) => expect.objectContaining({ address })),
    );
    expect(asked).toEqual([]);
    open.resolve();
    await requests(1);
    asked[0]?.answer(401);
    await expect(check).resolves.toMatchObject([{ finding: 'asks-for-sign-in' }]);
  });

  test('is not contacted after a no', async () => {
    const no = new AppError('cancelled', 'No.');
    const { asked, ask } = scene({ covers: () => false, ask: () => Promise.reject(no) });
    await expect(ask('api', answers, true)).rejects.toBe(no);
    expect(asked).toEqual([]);
  });
});

test('the sign-in address that TK Elevator publishes needs no question, whatever is below it', async () => {
  const covers = vi.fn(() => false);
  const { asked, ask } = scene({ covers, ask: async () => undefined });
  await ask('identity', { ...answersFor('ea'), signInPolicy: 'B2C_1_SignIn' }, false);
  expect(covers).toHaveBeenCalledWith([]);
  expect(asked).toEqual([]);
});

const agreed: Consent = { covers: () => true, ask: async () => undefined };

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
    const ways = { http, sockets: openSocket, network };
    return createSetupChecks(ways, fakeClock(Date.now()), agreed).ask(
      'identity',
      { ...answers, ...part },
      false,
    );
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
  const { asked, ask, requests } = scene();
  for (const [status, finding] of [
    [200, 'answers'],
    [503, 'failed'],
    [403, 'asks-for-sign-in'],
  ] as const) {
    const check = ask('api', api('https://api.example.com/'), false);
    await requests(asked.length + 1);
    asked.at(-1)?.answer(status);
    expect(await check).toMatchObject([{ field: 'baseUrl', finding }]);
  }
  expect(asked.map(({ url }) => url)).toEqual(asked.map(() => 'https://api.example.com/units'));
  expect(await ask('api', api('x'), false)).toEqual([]);
  expect(await ask('hub', api('https://api.example.com'), false)).toEqual([]);
});
