import { beforeEach, expect, test } from 'vitest';
import type { Tokens } from '../../../../electron/core/auth/shared-tokens.ts';
import type { TechnicalShelf } from '../../../../electron/core/auth/stored-accounts.ts';
import { createMemoryShelf, createTechnicalTokens } from '../../../../electron/core/auth/technical-tokens.ts';
import { createQueue } from '../../../../electron/core/queue.ts';
import { connectionWith } from '../../../fakes/connection.ts';
import { fakeClock } from '../../../fakes/ports.ts';

let clock: ReturnType<typeof fakeClock>;
let shelf: TechnicalShelf;
let forms: string[];
/** The provider does not accept refresh tokens any more. */
let isRevoked: boolean;
/** The description with which it refuses everything. */
let refusal: string | undefined;

beforeEach(() => {
  clock = fakeClock(1_800_000_000_000);
  shelf = { ...createMemoryShelf(), lasting: true };
  forms = [];
  isRevoked = false;
  refusal = undefined;
});

function tokens(password?: string): Tokens {
  return createTechnicalTokens({
    connection: connectionWith({
      'identity.technicalAccount': { policy: 'ROPC', clientId: 'd6a1b0de-0000-4000-8000-000000000000' },
    }),
    username: 'daemon',
    password: async () => password,
    shelf,
    clock,
    lock: createQueue(),
    assertKept: () => undefined,
    signal: new AbortController().signal,
    async http(_url, { body }) {
      const form = new URLSearchParams(String(body));
      const kind = form.get('grant_type') ?? '';
      forms.push(kind);
      if (refusal !== undefined)
        return Response.json({ error: 'invalid_grant', error_description: refusal }, { status: 400 });
      if (isRevoked && kind === 'refresh_token')
        return Response.json({ error: 'invalid_grant' }, { status: 400 });
      const offline = form.get('scope')?.includes('offline_access');
      const token = { access_token: `token-${forms.length}`, expires_in: 3600 };
      return Response.json(offline ? { ...token, refresh_token: 'r' } : token);
    },
  });
}
const hour = 3_600_000;

test('the password is needed once only', async () => {
  expect(await tokens('secret')()).toMatchObject({ accessToken: 'token-1', source: 'technical-account' });
  expect(await tokens()()).toMatchObject({ accessToken: 'token-1', source: 'cache' });
  clock.move(hour);
  expect(await tokens()()).toMatchObject({ accessToken: 'token-2', source: 'refresh' });
  expect(forms).toEqual(['password', 'refresh_token']);
});

test('the password is needed again when the provider refuses the refresh token, which is not kept (R20)', async () => {
  await tokens('secret')();
  clock.move(hour);
  isRevoked = true;
  await expect(tokens()()).rejects.toMatchObject({
    code: 'sign-in-needed',
    message: 'The technical account daemon needs its password.',
  });
  expect((await shelf.read())?.refreshToken).toBeUndefined();
  expect(await tokens('secret')()).toMatchObject({ source: 'technical-account' });
  expect(forms).toEqual(['password', 'refresh_token', 'password']);
});

test('a token that is for this run only brings no refresh token along (R21)', async () => {
  shelf = createMemoryShelf();
  const once = tokens('secret');
  await once();
  expect((await shelf.read())?.refreshToken).toBeUndefined();
  expect(await once('token-1')).toMatchObject({ accessToken: 'token-2', source: 'technical-account' });
  expect(await once('token-1')).toMatchObject({ accessToken: 'token-2' });
});

test('a locked account is not tried again by itself, neither by the refresh token nor by the password', async () => {
  await tokens('secret')();
  clock.move(hour);
  refusal = 'AADB2C90114: locked';
  const daemon = tokens('secret');
  const locked = {
    code: 'sign-in-refused',
    details: { refusal: 'account-locked', reference: 'AADB2C90114' },
  };
  for (let round = 0; round < 3; round++) await expect(daemon()).rejects.toMatchObject(locked);
  expect(forms).toEqual(['password', 'refresh_token']);
});

test('a wrong password is sent once, however many ask for a token', async () => {
  refusal = 'AADB2C90225: wrong';
  const daemon = tokens('secret');
  const refused = { code: 'sign-in-refused', details: { refusal: 'wrong-password' } };
  await Promise.all([1, 2, 3].map(() => expect(daemon()).rejects.toMatchObject(refused)));
  expect(forms).toEqual(['password']);
});

test('what passes by itself is asked for again', async () => {
  refusal = 'AADSTS90055: throttled';
  const daemon = tokens('secret');
  await expect(daemon()).rejects.toMatchObject({ code: 'provider-unavailable' });
  refusal = undefined;
  expect(await daemon()).toMatchObject({ accessToken: 'token-2' });
});
