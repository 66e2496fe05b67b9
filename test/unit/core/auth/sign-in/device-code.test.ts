import { describe, expect, test } from 'vitest';
import {
  type DeviceCode,
  signInByDeviceCode,
} from '../../../../../electron/core/auth/sign-in/device-code.ts';
import type { AppError } from '../../../../../electron/core/errors.ts';
import { connectionWith } from '../../../../fakes/connection.ts';
import { fakeClock } from '../../../../fakes/ports.ts';

const host = 'https://login.example.com';
const metadata = {
  issuer: `${host}/realm`,
  authorization_endpoint: `${host}/a`,
  token_endpoint: `${host}/token`,
  jwks_uri: `${host}/k`,
  device_authorization_endpoint: `${host}/device`,
};
const oidc = {
  'identity.protocol': 'oidc',
  'identity.authority': `${host}/realm`,
  'identity.clientId': 'max-desk',
  'identity.authorityMetadata': metadata,
};
const code = {
  device_code: 'secret',
  user_code: 'WDJB-MJHT',
  verification_uri: `${host}/enter`,
  expires_in: 600,
  interval: 2,
};
const refused = (error: string) => () => Response.json({ error }, { status: 400 });
const tokens = { access_token: 'a', id_token: 'i' };

/** One sign-in with these answers of the token endpoint, one after the other; time passes by waiting only. */
async function signIn(
  answers: readonly (() => Response)[],
  {
    device = () => Response.json(code),
    connection = oidc,
  }: { device?: () => Response; connection?: object } = {},
) {
  const clock = fakeClock(0);
  const waits: number[] = [];
  const shown: DeviceCode[] = [];
  const forms: Record<string, string>[] = [];
  const left = [...answers];
  const adopted: unknown[] = [];
  const run = signInByDeviceCode({
    connection: connectionWith({ ...connection }),
    async http(url, init) {
      forms.push(Object.fromEntries(new URLSearchParams(String(init.body))));
      return url.endsWith('/device') ? device() : (left.shift() ?? refused('authorization_pending'))();
    },
    clock,
    signal: new AbortController().signal,
    clients: {
      online: async () => ({ adopt: async (body: unknown) => void adopted.push(body) }),
      remember: async () => undefined,
    } as never,
    stored: { noteSignIn: async () => undefined } as never,
    show: (each) => void shown.push(each),
    async wait(ms) {
      waits.push(ms / 1_000);
      clock.move(ms);
    },
    discard: async () => undefined,
  });
  const failure = await run.then(
    () => undefined,
    (error: unknown) => error as AppError,
  );
  return { waits, shown, forms, adopted, failure };
}

describe('a device code (RFC 8628)', () => {
  test('is asked for with the scopes, shown, and asked about until it is entered', async () => {
    const pending = refused('authorization_pending');
    const { waits, shown, forms, adopted, failure } = await signIn([
      pending,
      pending,
      () => Response.json(tokens),
    ]);
    expect(failure).toBeUndefined();
    expect(shown).toEqual([{ address: `${host}/enter`, code: 'WDJB-MJHT', minutes: 10 }]);
    expect(waits).toEqual([2, 2, 2]);
    expect(adopted).toEqual([tokens]);
    expect(forms[0]).toMatchObject({
      client_id: 'max-desk',
      scope: expect.stringContaining('offline_access'),
    });
    expect(forms[1]).toEqual({
      client_id: 'max-desk',
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: 'secret',
    });
  });

  test('is asked about more slowly when the provider says so, or has trouble', async () => {
    const { waits, failure } = await signIn([
      refused('slow_down'),
      () => new Response('', { status: 503 }),
      () => {
        throw new TypeError('fetch failed');
      },
      () => Response.json(tokens),
    ]);
    expect(failure).toBeUndefined();
    expect(waits).toEqual([2, 7, 14, 28]);
  });

  test('has five seconds between two questions where the provider says nothing, and never less than one', async () => {
    const { interval: _, ...silent } = code;
    for (const [answer, seconds] of [
      [silent, 5],
      [{ ...code, interval: 0 }, 5],
      [{ ...code, interval: -3 }, 5],
      [{ ...code, interval: 'x' }, 5],
    ] as const) {
      const { waits } = await signIn([() => Response.json(tokens)], { device: () => Response.json(answer) });
      expect(waits).toEqual([seconds]);
    }
  });

  test('that nobody enters ends with its time, without a provider that says so', async () => {
    const { failure, waits } = await signIn([], { device: () => Response.json({ ...code, expires_in: 9 }) });
    expect(failure).toMatchObject({
      code: 'sign-in-timed-out',
      hint: expect.stringContaining('--device-code'),
    });
    expect(waits).toEqual([2, 2, 2, 2]);
  });

  test.each([
    ['expired_token', 'sign-in-timed-out'],
    ['access_denied', 'sign-in-not-completed'],
    ['unauthorized_client', 'configuration'],
    ['unsupported_grant_type', 'configuration'],
    ['invalid_grant', 'sign-in-refused'],
    ['made<up>\u202e', 'sign-in-refused'],
  ])('that ends with %s is %s', async (error, expected) => {
    const { failure } = await signIn([refused(error)]);
    expect(failure?.code).toBe(expected);
    expect(failure?.message).not.toMatch(/[<>\u202e]/);
  });

  test('is not offered by B2C, nor where the metadata name no address for it', async () => {
    const { device_authorization_endpoint: _, ...without } = metadata;
    for (const connection of [
      { ...oidc, 'identity.authorityMetadata': without },
      { ...oidc, 'identity.protocol': 'b2c' },
    ]) {
      const { failure, forms } = await signIn([], { connection });
      expect(failure).toMatchObject({ code: 'configuration', hint: expect.stringContaining('--no-browser') });
      expect(forms).toEqual([]);
    }
  });

  test.each<[string, object]>([
    ['no code', { user_code: undefined }],
    ['a code that would move the cursor', { user_code: 'AB\u001b[2J' }],
    ['a code that reads backwards', { user_code: '\u202eABCD' }],
    ['a code with a second line', { user_code: 'AB\nOpen https://evil.example' }],
    ['an address that is none', { verification_uri: 'enter' }],
    ['a program instead of an address', { verification_uri: 'file:///etc/passwd' }],
    ['an address without https', { verification_uri: 'http://login.example.com/enter' }],
    ['nothing to ask with', { device_code: '' }],
  ])('that comes with %s is not shown', async (_what, changes) => {
    const { failure, shown } = await signIn([], { device: () => Response.json({ ...code, ...changes }) });
    expect(failure).toMatchObject({ code: 'sign-in-refused', details: { reference: 'device_code' } });
    expect(shown).toEqual([]);
  });
});
