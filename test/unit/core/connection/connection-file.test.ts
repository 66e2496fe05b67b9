import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { browserHosts } from '../../../../electron/core/connection/authorities.ts';
import { parseConnection } from '../../../../electron/core/connection/connection-file.ts';
import { apiId, endpointsOf, identityId } from '../../../../electron/core/connection/connection-ids.ts';
import { AppError } from '../../../../electron/core/errors.ts';
import { connectionWith, fileWith, sampleFile } from '../../../fakes/connection.ts';
import { fuzz } from '../../../fakes/fuzz.ts';

const metadata = {
  issuer: 'https://login.example.com/tenant/v2.0/',
  authorization_endpoint: 'https://login.example.com/authorize',
  token_endpoint: 'https://login.example.com/token',
  jwks_uri: 'https://login.example.com/keys',
};

function failureOf(text: string): AppError {
  try {
    parseConnection(text, 'max-ea.json');
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('the file was accepted');
}

describe('a connection file', () => {
  test('gets the defaults of what it leaves out', () => {
    expect(connectionWith()).toEqual({
      ...sampleFile,
      identity: { ...sampleFile.identity, redirectPorts: [] },
      api: {
        ...sampleFile.api,
        unitsPath: '/units',
        hubUrl: '',
        subscriptionKeyHeader: 'Ocp-Apim-Subscription-Key',
      },
    });
  });

  test('may start with a byte order mark', () => {
    expect(parseConnection(`\uFEFF${fileWith()}`, 'test.json').name).toBe('Sample');
  });

  test('has its name on one line, which nothing in it reorders', () => {
    expect(connectionWith({ name: ' TK\r\n\tElevator\u2028\u202e (EA)\u2069 \u0007' }).name).toBe(
      'TK Elevator (EA)',
    );
  });

  test('loses the slashes at the end of its addresses', () => {
    const connection = connectionWith({
      'identity.authority': 'https://login.example.com/tenant//',
      'api.baseUrl': 'https://api.example.com/max/',
    });
    expect(connection.identity.authority).toBe('https://login.example.com/tenant');
    expect(connection.api.baseUrl).toBe('https://api.example.com/max');
  });

  test('may leave open what nobody publishes', () => {
    const open = { 'identity.signInPolicy': '', 'api.baseUrl': '', 'api.hubUrl': '' };
    expect(connectionWith(open)).toMatchObject({
      identity: { signInPolicy: '' },
      api: { baseUrl: '', hubUrl: '' },
    });
  });

  test.each(['https://api.example.com/hub', 'wss://api.example.com/hub', 'ws://localhost:1/hub'])(
    'may have the hub at %s',
    (hub) => expect(connectionWith({ 'api.hubUrl': hub }).api.hubUrl).toBe(hub),
  );

  test('may bring the metadata of its provider', () => {
    const connection = connectionWith({ 'identity.authorityMetadata': metadata });
    expect(connection.identity.authorityMetadata).toEqual(metadata);
  });
});

describe('what a connection file says of units', () => {
  const fields = { city: 'building.address.city', lastEvent: '' };
  const statuses = { Betrieb: 'in-service', '3': 'entrapment' };

  test('stays as it is, and changes no id', () => {
    const connection = connectionWith({ 'api.fields': fields, 'api.statuses': statuses });
    expect(connection.api).toMatchObject({ fields, statuses });
    expect(parseConnection(JSON.stringify(connection), 'again')).toEqual(connection);
    expect(identityId(connection) + apiId(connection)).toBe(
      identityId(connectionWith()) + apiId(connectionWith()),
    );
  });

  test.each<[string, unknown, string]>([
    ['api.fields', 'city', 'api.fields'],
    ['api.fields', { town: 'a' }, 'api.fields.town'],
    ['api.fields', { city: 7 }, 'api.fields.city'],
    ['api.fields', { city: 'a..b' }, 'api.fields.city'],
    ['api.fields', { city: 'a\u0007' }, 'api.fields.city'],
    ['api.statuses', ['in-service'], 'api.statuses'],
    ['api.statuses', { Betrieb: 'good' }, 'api.statuses.Betrieb'],
    ['api.statuses', { ' ': 'limited' }, 'api.statuses'],
    ['api.statuses', { '\u202e': 'limited' }, 'api.statuses'],
    [
      'api.statuses',
      Object.fromEntries(Array.from({ length: 201 }, (_, n) => [n, 'limited'])),
      'api.statuses',
    ],
    ['identity.employeeClaim', '', 'identity.employeeClaim'],
  ])('must be right: "%s" as %j', (key, value, wrong) => {
    expect(failureOf(fileWith({ [key]: value })).details).toMatchObject({ key: wrong });
  });
});

describe('a broken connection file', () => {
  test.each(['', '{', 'null,', '<html>', '\uFEFF'])(
    'that is no JSON is refused with its name: %j',
    (text) => {
      const failure = failureOf(text);
      expect(failure).toMatchObject({ code: 'configuration', details: { file: 'max-ea.json', key: '' } });
      expect(failure.message).toMatch(/^max-ea\.json is not valid JSON: /);
    },
  );

  test.each(['null', '[]', '"text"', '7'])('that is JSON but no object is refused: %s', (text) => {
    expect(failureOf(text).message).toMatch(/^max-ea\.json: "the file" /);
  });

  test.each([
    ['name', undefined],
    ['name', ' '],
    ['name', 'n'.repeat(81)],
    ['name', '\u202e\n\u2066'],
    ['name', 7],
    ['identity', undefined],
    ['identity', 'b2c'],
    ['identity.protocol', 'saml'],
    ['identity.protocol', undefined],
    ['identity.authority', undefined],
    ['identity.authority', ''],
    ['identity.authority', 'login.example.com'],
    ['identity.authority', 'http://login.example.com/tenant'],
    ['identity.authority', 'https://somebody:secret@login.example.com/tenant'],
    ['identity.authority', 'https://somebody@login.example.com/tenant'],
    ['identity.authority', 'file:///etc/passwd'],
    ['identity.signInPolicy', 'B2C 1'],
    ['identity.signInPolicy', '../B2C_1_Other'],
    ['identity.passwordResetPolicy', '../B2C_1_Other'],
    ['identity.passwordResetPolicy', 'B2C_1_Reset?x='],
    ['identity.profileEditPolicy', 'https://evil.example.com'],
    ['identity.profileEditPolicy', null],
    ['identity.clientId', ''],
    ['identity.clientId', 'c'.repeat(257)],
    ['identity.scopes', []],
    ['identity.scopes', 'https://tenant.example.com/ea/api'],
    ['identity.scopes.0', ''],
    ['identity.redirectPorts.0', 0],
    ['identity.redirectPorts.0', 65_536],
    ['identity.redirectPorts.0', 80.5],
    ['identity.redirectPorts.0', '8080'],
    ['identity.technicalAccount.policy', ''],
    ['identity.technicalAccount.policy', 'a/b'],
    ['identity.technicalAccount.clientId', undefined],
    ['identity.technicalAccount.password', 'secret'],
    ['identity.authorityMetadata.token_endpoint', 'http://login.example.com/token'],
    ['identity.authorityMetadata.issuer', undefined],
    ['api', undefined],
    ['api.baseUrl', undefined],
    ['api.baseUrl', 'http://api.example.com'],
    ['api.baseUrl', 'ftp://api.example.com'],
    ['api.baseUrl', 'https://api.example.com/v1?tenant=a'],
    ['api.baseUrl', 'https://api.example.com/#v1'],
    ['identity.authority', 'https://login.example.com/tenant?p=B2C_1_SignIn'],
    ['api.baseUrl', 'https://key@api.example.com'],
    ['api.unitsPath', 'units'],
    ['api.unitsPath', '/a b'],
    ['api.unitsPath', '/a\\b'],
    ['api.hubUrl', 'ws://api.example.com/hub'],
    ['api.hubUrl', 'http://api.example.com/hub'],
    ['api.subscriptionKeyHeader', 'Two Words'],
    ['api.subscriptionKeyHeader', 'Line\nbreak'],
    ['api.subscriptionKeyHeader', ''],
    ['clientSecret', 'secret'],
    ['identity.clientSecret', 'secret'],
    ['api.subscriptionKey', 'secret'],
  ])('names the key: "%s" as %j', (key, value) => {
    const changes = {
      ...(key.startsWith('identity.redirectPorts') ? { 'identity.redirectPorts': [] } : {}),
      ...(key.startsWith('identity.authorityMetadata')
        ? { 'identity.authorityMetadata': { ...metadata } }
        : {}),
      [key]: value,
    };
    const failure = failureOf(fileWith(changes));
    expect(failure).toMatchObject({ code: 'configuration', details: { file: 'max-ea.json', key } });
    expect(failure.message).toContain(`max-ea.json: "${key}" `);
  });

  test('says of an unknown key that it is one, and repeats no value', () => {
    const failure = failureOf(fileWith({ 'identity.clientSecret': 'swordfish' }));
    expect(failure.details['text']).toBe('is not a key of a connection file');
    expect(JSON.stringify(failure.details) + failure.message).not.toContain('swordfish');
  });

  test('is told every wrong key, the unknown ones first', () => {
    const { message, details } = failureOf(fileWith({ name: '', 'identity.clientId': undefined, extra: 1 }));
    expect(details['key']).toBe('extra');
    expect(message).toContain('"extra" is not a key of a connection file; "name" must not be empty');
    expect(message).toContain('"identity.clientId" is missing');
  });

  test('is told what a value should have been', () => {
    const { message } = failureOf(fileWith({ 'identity.clientId': 7 }));
    expect(message).toContain('"identity.clientId" must be text');
  });
});

describe('a connection file of somebody else’s making', () => {
  /** The rule once more, in other words than the product's. */
  function isSecure(text: string): boolean {
    const { protocol, hostname, username, password } = new URL(text);
    const here = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
    return /^(https|wss):$/.test(protocol) || (/^(http|ws):$/.test(protocol) && here)
      ? `${username}${password}` === ''
      : false;
  }
  /** It is refused with a text that names the file, or it is one with which nothing can go wrong later. */
  function isSafe(text: string): boolean {
    try {
      const connection = parseConnection(text, 'max-ea.json');
      const { authority, authorityMetadata } = connection.identity;
      const { baseUrl, hubUrl, unitsPath } = connection.api;
      const urls = [
        authority,
        baseUrl,
        hubUrl,
        authorityMetadata?.issuer,
        ...endpointsOf(authorityMetadata ?? {}),
      ];
      return (
        urls.every((url) => !url || isSecure(url)) &&
        browserHosts(connection).every((host) => host !== '') &&
        unitsPath.startsWith('/') &&
        Object.getPrototypeOf(connection) === Object.prototype &&
        identityId(connection).length + apiId(connection).length === 48
      );
    } catch (error) {
      return error instanceof AppError && error.code === 'configuration' && 'file' in error.details;
    }
  }
  const paths = [
    'name',
    'identity',
    'api',
    'extra',
    '__proto__',
    ...Object.keys(sampleFile.identity).map((key) => `identity.${key}`),
    ...['redirectPorts', 'authorityMetadata', '__proto__'].map((key) => `identity.${key}`),
    ...['baseUrl', 'unitsPath', 'hubUrl', 'subscriptionKeyHeader', 'constructor'].map((key) => `api.${key}`),
  ];
  const scheme = fc.constantFrom(
    'https:',
    'http:',
    'wss:',
    'ws:',
    'file:',
    'javascript:',
    'HTTPS:',
    'data:',
    '',
  );
  const host = fc.oneof(
    fc.domain(),
    fc.domain().map((domain) => `localhost.${domain}`),
    fc.ipV4(),
    fc.ipV6().map((ip) => `[${ip}]`),
    fc.constantFrom('localhost', '127.0.0.1', '[::1]', 'localhost.evil.example', '0x7f.1', '2130706433', ''),
    fc.string({ unit: 'binary', maxLength: 12 }),
  );
  const rest = fc.oneof(
    fc.webPath(),
    fc.constantFrom('?a', '#b', '/../..', '\\\\share', ':99999', '@evil.example'),
  );
  const slashes = fc.constantFrom('//', '/', '\\\\', '////', '//user:pass@', '');
  const url = fc.tuple(scheme, slashes, host, rest).map((parts) => parts.join(''));

  test('is read or refused, whatever its text is', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.json().map((json) => `\uFEFF${json}`),
    );
    return fuzz(fc.property(text, isSafe), 3_000);
  });

  test('is read or refused, whatever its keys hold', () => {
    const value = fc.oneof(url, fc.jsonValue(), fc.array(url, { maxLength: 3 }));
    const changes = fc.array(fc.tuple(fc.constantFrom(...paths), value), { minLength: 1, maxLength: 3 });
    const property = fc.property(changes, (all) => {
      // A later change may have lost its place by an earlier one.
      const leaves = all
        .filter(([key]) => key.includes('.'))
        .concat(all.filter(([key]) => !key.includes('.')));
      return isSafe(fileWith(Object.fromEntries(leaves)));
    });
    return fuzz(property, 5_000);
  });

  test('never gets an address past the rule for addresses (R1)', () => {
    const endpoint = fc.constantFrom('identity.authority', 'api.baseUrl', 'api.hubUrl');
    return fuzz(
      fc.property(endpoint, url, (key, address) => isSafe(fileWith({ [key]: address }))),
      5_000,
    );
  });
});
