import { homedir } from 'node:os';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { redact, redactFields } from '../../../../electron/core/diagnostics/redaction.ts';
import { secretsIn } from '../../../fakes/canary.ts';
import { fuzz } from '../../../fakes/fuzz.ts';

const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
const opaque = 'q3Zb9-Kx0_Lw7T2mVh4Rf8Ns1Pd6Gy5Jc3Aq0Ue9XoBt';
const hexKey = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';

describe('a text that is logged loses (R29)', () => {
  test.each([
    ['a token', `the token ${jwt} is wrong`, jwt],
    ['a cut token', `Unexpected token in "${jwt.slice(0, 24)}"`, jwt.slice(0, 24)],
    ['a bearer header', `authorization: Bearer ${opaque}`, opaque],
    ['a header with a short secret', 'Authorization: Basic c2FtOmE=', 'c2FtOmE='],
    ['a refresh token', `{"refresh_token":"${opaque}"}`, opaque],
    ['a short value of that name', '{"refresh_token":"abc12"}', 'abc12'],
    ['the same in JSON in JSON', JSON.stringify('{"client_secret":"abc12","a":1}'), 'abc12'],
    ['a subscription key', `key ${hexKey} was refused`, hexKey],
    ['a header of one', 'Ocp-Apim-Subscription-Key: short1', 'short1'],
    ['a password in a form', 'grant_type=password&username=x&password=hunter2&scope=a', 'hunter2'],
    ['a password that was told', 'password: "correct horse"', 'correct horse'],
    ['a code of a redirect', 'GET http://localhost:1/?code=0.AX&state=x1y', '0.AX'],
    ['its state', 'GET http://localhost:1/?code=0.AX&state=x1y', 'x1y'],
    ['a code in a body', 'code=0.AX&redirect_uri=http', '0.AX'],
    ['what a fragment carries', 'https://a.example/#id_token=abc', 'abc'],
    ['the user of an address', 'https://sam:hunter2@a.example/x', 'hunter2'],
    ['an e-mail address', 'signed in as sam.sample+max@example.com.', 'sam.sample'],
    ['an encoded one', 'login_hint=sam%40example.com', 'sam'],
    ['a quoted one', 'to "sam sample"@example.com', 'sam sample'],
    ['a quoted one in JSON', JSON.stringify('"sam sample"@example.com'), 'sam sample'],
    ['one at an address in brackets', 'to sam@[192.0.2.7] too', 'sam'],
    ['base64 with a slash', 'verifier Qm9/x3Zb9Kx0Lw7T2mV/h4Rf8Ns1Pd6', 'x3Zb9Kx0Lw7T2mV'],
    ['base64 with a plus sign', 'key q3Zb+9Kx0/Lw7T+2mVh4R+f8Ns1P=', '9Kx0'],
    ['base64 without a digit', `key ${'aB+cD/eF'.repeat(6)}`, 'cD/eF'],
    ['a verifier', `verifier ${opaque}`, opaque],
    ['a cookie', 'set-cookie: session=abc', 'abc'],
    ['a private key', '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----', 'MIIB'],
    ['the name of the home folder', '/home/samsample/.config/MAX Desk/x.json', 'samsample'],
    ['that of macOS', 'file:///Users/samsample/Library', 'samsample'],
    ['that of Windows', 'C:\\Users\\Sam Sample\\AppData\\x', 'Sam'],
    ['that of Windows in JSON', 'C:\\\\Users\\\\Sam Sample\\\\AppData', 'Sam'],
    ['this home folder', `${homedir()}/x`, homedir()],
  ])('%s', (_what, text, secret) => {
    expect(text).toContain(secret);
    expect(redact(text)).not.toContain(secret);
  });

  test.each([
    'a call failed',
    'net::ERR_CONNECTION_REFUSED',
    'at Object.recursivelyTraversePassiveMountEffects (app://max-desk/assets/index-BukGHHnQ.js:12:345)',
    'at console-screen (app://max-desk/assets/console-screen-D8filkR9.js:1:2)',
    'at readFile (node:internal/fs/promises:1:2)',
    'node_modules/@azure/msal-node/lib/msal-node.cjs',
    'https://login.example.com/tenant/b2c_1_signin/v2.0/.well-known/openid-configuration',
    'reference 2d7f1b64-90ce-4a4f-8b0e-c6a1f7d35e28',
    'electron 45.4.1, chrome 154.0.1.2, linux x64 6.8.0-49-generic',
    '2026-11-25T20:53:40.123Z',
    'B2C_1_SignIn answers AADB2C90118',
    'https://api.example.com/max/v2/units/10023456/workOrders',
    'application/problem+json',
  ])('and keeps %s', (text) => expect(redact(text)).toBe(text));

  test('whatever is around it, and it is not made longer without end', async () => {
    const secrets = [jwt, opaque, hexKey, 'sam.sample@example.com', `Bearer ${opaque}`, `?code=${opaque}`];
    const around = fc.string({ maxLength: 60, unit: fc.constantFrom(...' \n"\'=:&?/\\{}[],;<>().-ab1') });
    const property = fc.property(around, fc.constantFrom(...secrets), around, (before, secret, after) => {
      const text = `${before} ${secret} ${after}`;
      expect(secretsIn(redact(text))).toEqual([]);
    });
    await fuzz(property, 3_000);
  });

  test('in time, however long and odd it is', () => {
    const odd = ['a.', 'a@', '/users/', '-', 'eyJ', '"token":', '\\"', 'x://', '%40', 'password=', '_1', ' '];
    // What goes back over the text for each piece would take minutes: the test's own limit.
    for (const piece of odd) expect(redact(piece.repeat(500_000)).length).toBeGreaterThan(0);
  });
});

describe('the fields of a line', () => {
  test('lose what is called a secret, whatever it looks like (R29)', () => {
    const fields = {
      password: 'a b',
      accessToken: 'x',
      headers: { authorization: 'y', Cookie: { a: 1 } },
      list: [{ email: 'z' }],
      code: '0.AX1',
      state: 'Zx9',
    };
    expect(redactFields(fields)).toEqual({
      password: '[redacted]',
      accessToken: '[redacted]',
      headers: { authorization: '[redacted]', Cookie: '[redacted]' },
      list: [{ email: '[redacted]' }],
      code: '[redacted]',
      state: '[redacted]',
    });
  });

  test('keep codes, numbers and names', () => {
    const fields = {
      code: 'api-refused',
      status: 503,
      tokens: 2,
      host: 'a.example:8443',
      at: ['at f (x:1:2)'],
    };
    expect(redactFields(fields)).toEqual(fields);
  });

  test('lose what an error says, and end where they go round in circles', () => {
    const circle: Record<string, unknown> = {
      error: new TypeError('hunter2'),
      big: 1n,
      bytes: new Uint8Array(9),
    };
    circle['again'] = circle;
    const text = JSON.stringify(redactFields(circle));
    expect(text).not.toContain('hunter2');
    expect(text).toContain('TypeError');
    expect(text).toContain('9 bytes');
    expect(text.length).toBeLessThan(1_000);
  });
});

describe.runIf(process.platform !== 'win32')('a home in an unusual place', () => {
  const { HOME } = process.env;
  afterEach(() => {
    process.env['HOME'] = HOME;
  });

  test.each([
    ['/srv/people/pat', '/srv/people/pat/x', '~/x'],
    ['D:\\Profiles\\pat', 'D:\\Profiles\\pat\\x', '~\\x'],
    ['D:\\Profiles\\pat', '"D:\\\\Profiles\\\\pat\\\\x"', '"~\\\\x"'],
    ['D:\\Profiles\\pat', 'file:///D:/Profiles/pat/x', 'file:///~/x'],
    // Too short to be anybody's name.
    ['/a', '/a/b/a', '/a/b/a'],
  ])('%s is hidden in %s', (home, text, hidden) => {
    process.env['HOME'] = home;
    expect(redact(text)).toBe(hidden);
  });
});
