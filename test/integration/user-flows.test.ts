import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SetupAnswers } from '../../electron/contract/setup.ts';
import type { Session, SessionParts } from '../../electron/core/auth/session.ts';
import { parseConnection } from '../../electron/core/connection/connection-file.ts';
import { answersFor } from '../../electron/core/connections/setup-answers.ts';
import { createSetupChecks } from '../../electron/core/connections/setup-checks.ts';
import { systemClock } from '../../electron/core/ports.ts';
import { directNetwork, openSocket } from '../fakes/network.ts';
import { fakeClock, fakeKeyValue, fakeVault } from '../fakes/ports.ts';
import { sessionOn } from '../fakes/session.ts';
import { type Simulator, start } from '../fakes/simulator.ts';
import { type SystemBrowser, type SystemBrowserOptions, systemBrowser } from '../fakes/system-browser.ts';

let simulator: Simulator;
let browser: SystemBrowser;
/** What the person does on the pages; may change between visits. */
let person: SystemBrowserOptions;
/** ms that the provider's clock goes before ours: two tokens of the same second are the same token. */
let ahead = 0;
let disk = { keyValue: fakeKeyValue(), vault: fakeVault() };
const sessions: Session[] = [];
const forgot = 'Forgot your password?';
const asSam = 'Continue as Sam Sample';

beforeEach(async () => {
  ahead = 0;
  simulator = await start({ units: 10, now: () => Date.now() + ahead });
  person = { press: asSam };
  disk = { keyValue: fakeKeyValue(), vault: fakeVault() };
});
afterEach(async () => {
  for (const session of sessions.splice(0)) session.close();
  await simulator.close();
});

function newSession(changes: Record<string, string> = {}, parts: Partial<SessionParts> = {}): Session {
  browser = systemBrowser(person);
  const { identity, ...file } = simulator.connection;
  const text = JSON.stringify({ ...file, identity: { ...identity, ...changes } });
  const session = sessionOn(disk, {
    connection: parseConnection(text, 'test'),
    browser: browser.open,
    ...parts,
  });
  sessions.push(session);
  return session;
}

/** The policies whose pages the browser was sent to, in order. */
const visited = () =>
  simulator.requests
    .filter(({ path }) => path.endsWith('/authorize'))
    .map(({ path }) => path.split('/')[2]?.toLowerCase());
/** The policies at whose token endpoint something was exchanged. */
const exchanges = () =>
  simulator.requests.filter(({ path }) => path.endsWith('/token')).map(({ path }) => path.split('/')[2]);
const shown = async () => {
  await browser.settled();
  return browser.lastPage()?.text ?? '';
};

/** A session whose addresses are recorded: those of the first page, and those that the browser is sent on to. */
function recorded(changes: Record<string, string> = {}) {
  const urls: URL[] = [];
  const session: Session = newSession(changes, {
    onChange() {
      const url = session.signInUrl();
      if (url !== undefined && urls.at(-1)?.href !== url) urls.push(new URL(url));
    },
  });
  return { session, urls };
}

describe('"Forgot your password?"', () => {
  test('leads to the flow for that and back to the sign-in, in one attempt with one browser', async () => {
    person.press = [forgot, asSam, asSam];
    const { session, urls } = recorded();
    await session.signIn();
    expect(session.state()).toMatchObject({ phase: 'signed-in', account: { name: 'Sam Sample' } });
    expect(browser.opened).toHaveLength(1);
    expect(visited()).toEqual(['b2c_1_signin', 'b2c_1_passwordreset', 'b2c_1_signin']);
    expect(await shown()).toContain('You are signed in');
    expect(urls).toHaveLength(3);
  });

  test('asks with PKCE, a state and a nonce of its own on each page (R14), and for no API on that of the reset', async () => {
    person.press = [forgot, asSam, asSam];
    const { session, urls } = recorded();
    await session.signIn();
    for (const name of ['state', 'nonce', 'code_challenge']) {
      const values = urls.map((url) => url.searchParams.get(name) ?? '');
      expect(new Set(values).size).toBe(3);
      for (const value of values) expect(value).toMatch(/^[\w-]{43}$/);
    }
    for (const { searchParams, host } of urls) {
      expect(host).toBe(new URL(simulator.url).host);
      expect(searchParams.get('code_challenge_method')).toBe('S256');
      expect(searchParams.get('redirect_uri')).toBe(urls[0]?.searchParams.get('redirect_uri'));
      expect(searchParams.get('ui_locales')).toBe('en');
    }
    expect(urls[1]?.searchParams.get('scope')).toBe('openid');
  });

  test('gives a code of another policy, which is never exchanged', async () => {
    person.press = [forgot, asSam, asSam];
    const session = newSession();
    await session.signIn();
    expect(exchanges()).toEqual(['b2c_1_signin']);
    const { accessToken } = await session.token();
    const claims = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString()) as object;
    expect(claims).toMatchObject({ tfp: 'B2C_1_SignIn' });
  });

  test('does not let a code of the reset in under the state of the sign-in', async () => {
    person.press = undefined;
    const session = newSession();
    const done = session.signIn();
    await until(() => session.signInUrl() !== undefined);
    const url = new URL(session.signInUrl() ?? '');
    await browser.settled();
    // Whoever holds this attempt's own challenge: the token endpoint still tells the policies apart.
    const reset = new URL(url.href.replace(/b2c_1_signin/i, 'B2C_1_PasswordReset'));
    await systemBrowser({ press: asSam }).open(reset.href);
    await expect(done).rejects.toMatchObject({
      code: 'sign-in-refused',
      details: { reference: 'AADB2C90088' },
    });
    expect(session.state()).toMatchObject({ phase: 'signed-out', account: null });
    expect([...disk.keyValue.entries.keys()].filter((key) => key.includes('tokens'))).toEqual([]);
  });

  test('given up on its page leads back to the sign-in', async () => {
    person.press = [forgot, 'Cancel', asSam];
    const session = newSession();
    await session.signIn();
    expect(visited()).toEqual(['b2c_1_signin', 'b2c_1_passwordreset', 'b2c_1_signin']);
    expect(session.state().phase).toBe('signed-in');
  });

  test('may come again and again within the same five minutes', async () => {
    const clock = fakeClock();
    person.press = [forgot, 'Cancel', forgot, asSam];
    const session = newSession({}, { clock });
    const done = session.signIn();
    await until(() => session.signInUrl() !== undefined);
    const times = session.state().attempt;
    clock.move(200_000);
    await until(() => visited().length === 5);
    await browser.settled();
    expect(session.state().attempt).toEqual(times);
    expect(session.state().phase).toBe('waiting');
    clock.move(100_000);
    await expect(done).rejects.toMatchObject({ code: 'sign-in-timed-out' });
  });

  test('can be cancelled in MAX Desk while its page is open, and the listener is gone', async () => {
    person.press = [forgot];
    const session = newSession();
    const done = session.signIn();
    await until(() => visited().length === 2);
    await browser.settled();
    const redirect = new URL(session.signInUrl() ?? '').searchParams.get('redirect_uri') ?? '';
    expect(session.signInUrl()).toMatch(/B2C_1_PasswordReset/);
    session.cancelSignIn();
    await expect(done).rejects.toMatchObject({ code: 'cancelled' });
    await until(() =>
      fetch(redirect).then(
        () => false,
        () => true,
      ),
    );
  });

  test('without a flow for it says what to do', async () => {
    person.press = [forgot];
    const session = newSession({ passwordResetPolicy: '' });
    await expect(session.signIn()).rejects.toMatchObject({
      code: 'sign-in-not-completed',
      hint: expect.stringContaining('identity.passwordResetPolicy'),
      details: { reference: 'AADB2C90118', page: 'password-forgotten' },
    });
    expect(visited()).toHaveLength(1);
    expect(await shown()).toContain('Sign-in was not completed');
  });
});

describe('the page of the sign-in', () => {
  test('that has ended says so, whatever the kind of the error', async () => {
    simulator.setFaults({ endPages: true });
    const session = newSession();
    await expect(session.signIn()).rejects.toMatchObject({
      code: 'sign-in-not-completed',
      details: { reference: 'AADB2C90157', page: 'ended' },
    });
    expect(await shown()).toContain('Sign-in was not completed');
  });

  test('speaks the language of the window, on each page', async () => {
    person.press = ['Kennwort vergessen?', 'Weiter als Sam Sample'];
    const session = newSession({}, { language: () => 'de' });
    session.signIn().catch(() => undefined);
    await until(() => visited().length === 3);
    expect(await shown()).toContain('Wer meldet sich an?');
    session.cancelSignIn();
  });

  test('is told who is expected after the provider has ended a sign-in, and only then', async () => {
    person.press = 'Continue as Tessa Kraft';
    const session = newSession();
    const hints = () => browser.opened.map((url) => new URL(url).searchParams.get('login_hint'));
    await session.signIn();
    simulator.revoke('tessa.kraft@example.com');
    const { accessToken } = await session.token();
    await expect(session.token(accessToken)).rejects.toMatchObject({ code: 'sign-in-needed' });
    await session.signIn();
    await session.signIn({ another: true });
    await session.signOut();
    await session.signIn();
    expect(hints()).toEqual([null, 'tessa.kraft@example.com', null, null]);
    // The parameter is that of OpenID Connect alone.
    expect(browser.opened.join()).not.toMatch(/AnchorMailbox/i);
  });
});

describe('editing the profile', () => {
  test('is offered where the connection names a flow, and the next token has what was saved', async () => {
    const session = newSession();
    await session.signIn();
    expect(session.state().profileEdit).toBe('offered');
    ahead = 2_000;
    person.press = 'Save';
    person.fill = { display_name: 'Sam Sample-Smith' };
    const done = session.editProfile();
    expect(session.state().profileEdit).toBe('under-way');
    await done;
    expect(session.state()).toMatchObject({
      phase: 'signed-in',
      profileEdit: 'offered',
      account: { name: 'Sam Sample-Smith' },
      problem: null,
    });
    expect(await shown()).toContain('Your profile is saved');
    const url = new URL(browser.opened.at(-1) ?? '');
    expect(url.pathname).toMatch(/\/B2C_1_ProfileEdit\/oauth2\/v2\.0\/authorize$/);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      scope: 'openid',
      ui_locales: 'en',
      login_hint: 'sam.sample@example.com',
    });
    // The code of the other policy is not exchanged: the refresh token of the sign-in gives the new token.
    expect(exchanges()).toEqual(['b2c_1_signin', 'b2c_1_signin']);
  });

  test('given up on the page changes nothing and is no failure', async () => {
    const session = newSession();
    await session.signIn();
    const before = await session.token();
    person.press = 'Cancel';
    await session.editProfile();
    expect(session.state()).toMatchObject({ phase: 'signed-in', problem: null });
    expect(await session.token()).toEqual(before);
    expect(await shown()).toContain('Nothing was changed');
  });

  test('leads through a forgotten password too, if the browser asks for a sign-in', async () => {
    const session = newSession();
    await session.signIn();
    simulator.clearSessions();
    ahead = 2_000;
    person.press = [forgot, asSam, asSam, 'Save'];
    person.fill = { display_name: 'Sam' };
    await session.editProfile();
    expect(session.state().account?.name).toBe('Sam');
    expect(visited().slice(1)).toEqual(['b2c_1_profileedit', 'b2c_1_passwordreset', 'b2c_1_profileedit']);
  });

  test('fails like a sign-in, and whoever is signed in stays so', async () => {
    const session = newSession();
    await session.signIn();
    simulator.setFaults({ endPages: true });
    person.press = 'Save';
    await expect(session.editProfile()).rejects.toMatchObject({ details: { page: 'ended' } });
    expect(session.state()).toMatchObject({ phase: 'signed-in', problem: { details: { page: 'ended' } } });
    expect(await shown()).toContain('Sign-in did not work');
  });

  test('is not offered without a flow, or for a pasted token', async () => {
    const without = newSession({ profileEditPolicy: '' });
    await without.signIn();
    expect(without.state().profileEdit).toBe('none');
    await expect(without.editProfile()).rejects.toMatchObject({
      code: 'configuration',
      details: { key: 'identity.profileEditPolicy' },
    });
    const { accessToken } = await without.token();
    const pasting = newSession();
    await pasting.acceptPasted(accessToken);
    expect(pasting.state().profileEdit).toBe('none');
  });
});

test('no page leads out of the host of the identity: the browser is not even opened', async () => {
  const http: SessionParts['http'] = async (url, init) => {
    const response = await fetch(url, init);
    if (!url.includes('openid-configuration')) return response;
    const document = (await response.json()) as object;
    return Response.json({ ...document, authorization_endpoint: 'https://evil.example.com/authorize' });
  };
  await expect(newSession({}, { http }).signIn()).rejects.toMatchObject({ code: 'configuration' });
  expect(browser.opened).toEqual([]);
});

test('the set-up asks whether the tenant knows the flows', async () => {
  const agreed = { covers: () => true, ask: async () => undefined };
  const ways = { http: fetch, sockets: openSocket, network: directNetwork };
  const { ask } = createSetupChecks(ways, systemClock, agreed);
  const identity = (given: SetupAnswers) => ask('identity', given, false);
  const { authority, signInPolicy, passwordResetPolicy } = simulator.connection.identity;
  const answers = { ...answersFor('other'), authority, signInPolicy, passwordResetPolicy };
  expect(await identity(answers)).toMatchObject([{ field: 'signInPolicy', outcome: 'good' }]);
  expect(await identity({ ...answers, profileEditPolicy: 'B2C_1_Nobody' })).toMatchObject([
    { field: 'profileEditPolicy', finding: 'unknown' },
  ]);
  expect(await identity({ ...answers, passwordResetPolicy: 'a/b' })).toEqual([]);
});

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  await vi.waitFor(async () => expect(await condition()).toBe(true), { interval: 5 });
}
