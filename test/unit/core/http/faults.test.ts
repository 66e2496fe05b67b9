import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../electron/core/errors.ts';
import { inTrouble, networkFault, retryAfter } from '../../../../electron/core/http/faults.ts';

const coded = (code: string, message = code, cause?: unknown) =>
  Object.assign(new Error(message, { cause }), { code });
/** As Node's fetch says it: the reason is the cause of a cause. */
const fetchFailed = (cause: unknown) => new TypeError('fetch failed', { cause });
const host = 'api.example.com';

describe('a failed request', () => {
  test.each<[string, string, unknown]>([
    ['offline', 'ECONNREFUSED', fetchFailed(coded('ECONNREFUSED'))],
    [
      'offline',
      'ENOTFOUND',
      fetchFailed(coded('ENOTFOUND', 'getaddrinfo ENOTFOUND ssl.certs-tls.example.com')),
    ],
    ['offline', 'ECONNRESET', fetchFailed(coded('ECONNRESET'))],
    [
      'offline',
      'ECONNREFUSED',
      fetchFailed(new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')])),
    ],
    ['offline', 'UND_ERR_SOCKET', fetchFailed(coded('UND_ERR_SOCKET', 'other side closed'))],
    ['offline', 'ERR_INTERNET_DISCONNECTED', new Error('net::ERR_INTERNET_DISCONNECTED')],
    ['offline', 'ERR_NAME_NOT_RESOLVED', new Error('net::ERR_NAME_NOT_RESOLVED')],
    ['proxy-refused', 'ERR_PROXY_CONNECTION_FAILED', new Error('net::ERR_PROXY_CONNECTION_FAILED')],
    ['proxy-refused', 'ERR_TUNNEL_CONNECTION_FAILED', new Error('net::ERR_TUNNEL_CONNECTION_FAILED')],
    ['proxy-refused', 'ERR_PROXY_CERTIFICATE_INVALID', new Error('net::ERR_PROXY_CERTIFICATE_INVALID')],
    ['proxy-refused', 'ERR_SOCKS_CONNECTION_FAILED', new Error('net::ERR_SOCKS_CONNECTION_FAILED')],
    [
      'proxy-refused',
      'ERR_MANDATORY_PROXY_CONFIGURATION_FAILED',
      new Error('net::ERR_MANDATORY_PROXY_CONFIGURATION_FAILED'),
    ],
    ['offline', 'no answer', new TypeError('terminated')],
    ['offline', 'no answer', 'a text'],
    ['offline', 'no answer', undefined],
    ['tls', 'CERT_HAS_EXPIRED', fetchFailed(coded('CERT_HAS_EXPIRED', 'certificate has expired'))],
    ['tls', 'DEPTH_ZERO_SELF_SIGNED_CERT', fetchFailed(coded('DEPTH_ZERO_SELF_SIGNED_CERT'))],
    ['tls', 'SELF_SIGNED_CERT_IN_CHAIN', fetchFailed(coded('SELF_SIGNED_CERT_IN_CHAIN'))],
    ['tls', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', fetchFailed(coded('UNABLE_TO_VERIFY_LEAF_SIGNATURE'))],
    ['tls', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', fetchFailed(coded('UNABLE_TO_GET_ISSUER_CERT_LOCALLY'))],
    ['tls', 'ERR_TLS_CERT_ALTNAME_INVALID', fetchFailed(coded('ERR_TLS_CERT_ALTNAME_INVALID'))],
    ['tls', 'EPROTO', fetchFailed(coded('EPROTO', 'write EPROTO: SSL routines:wrong version number'))],
    ['tls', 'ERR_CERT_AUTHORITY_INVALID', new Error('net::ERR_CERT_AUTHORITY_INVALID')],
    ['tls', 'ERR_SSL_PROTOCOL_ERROR', new Error('net::ERR_SSL_PROTOCOL_ERROR')],
  ])('means %s, because of %s', (code, reason, error) => {
    const failure = networkFault(error, host);
    expect(failure).toMatchObject({ code, details: { host, reason } });
    expect(failure.message).toContain(host);
  });

  test.each([
    fetchFailed(new Error('unexpected redirect')),
    new Error('Redirect was cancelled'),
    new Error('net::ERR_UNSAFE_REDIRECT'),
  ])('that was redirected means that something else answered: %s', (error) => {
    expect(networkFault(error, host)).toMatchObject({ code: 'captive-portal', details: { host } });
  });

  test('that took too long says so', () => {
    const failure = networkFault(new DOMException('timed out', 'TimeoutError'), host);
    expect(failure).toMatchObject({ code: 'offline', message: `${host} did not answer in time.` });
  });

  test('that was aborted is cancelled, or what it was aborted with', () => {
    expect(networkFault(new DOMException('aborted', 'AbortError'), host).code).toBe('cancelled');
    const reason = new AppError('sign-in-timed-out', 'x');
    expect(networkFault(reason, host)).toBe(reason);
  });

  test('whose causes go in a circle still ends', () => {
    const error = new Error('a');
    error.cause = error;
    expect(networkFault(error, host).code).toBe('offline');
  });

  test('shows nothing of the error’s own text (R29)', () => {
    const failure = networkFault(fetchFailed(new Error('Bearer eyJ… is an invalid header value')), host);
    expect(failure.message + JSON.stringify(failure.details)).not.toContain('eyJ');
  });
});

describe('Retry-After', () => {
  const now = Date.UTC(1994, 10, 6, 8, 49, 7);
  const wait = (value: string, others: Record<string, string> = {}) =>
    retryAfter(new Headers({ 'retry-after': value, ...others }), now);

  test.each([
    ['30', 30],
    ['0', 0],
    ['999999', 999_999],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 30],
    // The two obsolete forms that RFC 9110 §5.6.7 wants to be read.
    ['Sunday, 06-Nov-94 08:49:37 GMT', 30],
    ['Sun Nov  6 08:49:37 1994', 30],
  ])('of %j is %d s', (value, seconds) => expect(wait(value)).toBe(seconds));

  test('that is a date counts from the answer’s Date: the clock of this computer may be wrong', () => {
    const date = 'Sun, 06 Nov 1994 08:49:30 GMT';
    expect(wait('Sun, 06 Nov 1994 08:49:37 GMT', { date })).toBe(7);
    expect(wait('Sun, 06 Nov 1994 08:49:37 GMT', { date: 'nonsense' })).toBe(30);
  });

  test.each([
    '',
    'soon',
    '-1',
    '1.5',
    '1000000',
    'Sun, 99 Nov 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 08:49:07 GMT',
    'Sun, 06 Nov 1994 08:00:00 GMT',
    'Fri, 06 Nov 2099 08:49:37 GMT',
  ])('of %j says nothing', (value) => expect(wait(value)).toBeUndefined());

  test('that is not there says nothing', () => expect(retryAfter(new Headers(), now)).toBeUndefined());
});

test.each([
  [1, 'Try again in 1 second.'],
  [17, 'Try again in 17 seconds.'],
])('a Retry-After of %d is said in plain words', (wait, hint) => {
  const headers = new Headers({ 'retry-after': String(wait) });
  expect(inTrouble('api-unavailable', { status: 429, headers }, host)?.hint).toBe(hint);
});

test('a date of asctime’s form, which names no zone, is in GMT wherever the computer is', () => {
  const { TZ } = process.env;
  process.env['TZ'] = 'America/New_York';
  try {
    const headers = new Headers({
      'retry-after': 'Sun Nov  6 08:49:37 1994',
      date: 'Sun, 06 Nov 1994 08:49:30 GMT',
    });
    expect(retryAfter(headers, 0)).toBe(7);
  } finally {
    if (TZ === undefined) delete process.env['TZ'];
    else process.env['TZ'] = TZ;
  }
});
