import { describe, expect, test } from 'vitest';
import { environmentProxy } from '../../../../electron/core/proxy/environment-proxy.ts';

const https = 'https://api.example.com/units';
const http = 'http://localhost:8080/units';
const addressOf = (env: NodeJS.ProcessEnv, url = https) => environmentProxy(env)(url)?.address;

describe('the proxy of the environment (R48)', () => {
  test.each([
    ['https_proxy', https],
    ['HTTPS_PROXY', https],
    ['https_proxy', 'wss://hub.example.com/hub'],
    ['http_proxy', http],
    ['HTTP_PROXY', http],
    ['http_proxy', 'ws://localhost:8080/hub'],
  ])('is that of %s for %s', (name, url) => {
    expect(addressOf({ [name]: 'http://127.0.0.1:3128' }, url)).toBe('127.0.0.1:3128');
  });

  test('is that of the scheme of the request', () => {
    expect(addressOf({ http_proxy: 'http://127.0.0.1:1', HTTP_PROXY: 'http://127.0.0.1:1' })).toBeUndefined();
    expect(addressOf({ https_proxy: 'http://127.0.0.1:1' }, http)).toBeUndefined();
  });

  test('in small letters comes first, and an empty one is none', () => {
    const HTTPS_PROXY = 'http://capitals:1';
    expect(addressOf({ HTTPS_PROXY, https_proxy: 'http://small:1' })).toBe('small:1');
    expect(addressOf({ HTTPS_PROXY, https_proxy: '' })).toBe('capitals:1');
    expect(addressOf({ HTTPS_PROXY, no_proxy: '', NO_PROXY: 'example.com' })).toBeUndefined();
    expect(addressOf({ HTTPS_PROXY, no_proxy: 'other', NO_PROXY: 'example.com' })).toBe('capitals:1');
  });

  test('in a CGI program never comes from HTTP_PROXY, which a request can set', () => {
    const env = { REQUEST_METHOD: 'GET', HTTP_PROXY: 'http://127.0.0.1:1' };
    expect(addressOf(env, http)).toBeUndefined();
    expect(addressOf({ ...env, http_proxy: 'http://127.0.0.1:2' }, http)).toBe('127.0.0.1:2');
    expect(addressOf({ REQUEST_METHOD: 'GET', HTTPS_PROXY: 'http://proxy:1' })).toBe('proxy:1');
  });

  test('may be written without a scheme, and has the usual port unless it names one', () => {
    expect(addressOf({ HTTPS_PROXY: 'proxy.example:8080' })).toBe('proxy.example:8080');
    expect(addressOf({ HTTPS_PROXY: 'http://proxy.example' })).toBe('proxy.example:80');
    expect(addressOf({ HTTPS_PROXY: 'https://proxy.example/' })).toBe('proxy.example:443');
    expect(addressOf({ HTTPS_PROXY: 'http://[fd00::1]:3128' })).toBe('[fd00::1]:3128');
  });

  test('is shown without its credentials, which stay in its URL', () => {
    const proxy = environmentProxy({ HTTPS_PROXY: 'http://us%40er:s%3Aecret@proxy.example:1' })(https);
    expect(proxy?.address).toBe('proxy.example:1');
    expect(proxy?.url.password).toBe('s%3Aecret');
  });

  test.each(['http://us%zz:secret@proxy:1', 'http://:secret@', 'http://secret with blanks', '://secret'])(
    'that is no address is refused without repeating it: %s',
    (HTTPS_PROXY) => {
      const ask = () => addressOf({ HTTPS_PROXY });
      expect(ask).toThrow(expect.objectContaining({ code: 'configuration' }));
      expect(ask).toThrow(/^HTTPS_PROXY holds no address of a proxy\.$/);
    },
  );

  test.each(['socks5://user:secret@proxy:1', 'socks4a://proxy:1', 'ftp://proxy:1'])(
    'of another kind is refused, not passed by: %s',
    (https_proxy) => {
      const ask = () => addressOf({ https_proxy });
      expect(ask).toThrow(/^https_proxy names a \w+ proxy, which max-desk cannot use\.$/);
      expect(ask).toThrow(
        expect.objectContaining({ code: 'configuration', details: { key: 'https_proxy' } }),
      );
    },
  );

  test.each(['ALL_PROXY', 'all_proxy'])('%s is refused with a word where it would count', (name) => {
    const env = { [name]: 'socks5h://user:secret@proxy:1080' };
    const refusal = { code: 'configuration', details: { key: name } };
    for (const url of [https, http])
      expect(() => addressOf(env, url)).toThrow(expect.objectContaining(refusal));
    expect(() => addressOf(env)).toThrow(/^(?!.*secret)/);
    expect(addressOf({ ...env, NO_PROXY: '.example.com' })).toBeUndefined();
    expect(addressOf({ ...env, HTTPS_PROXY: 'http://proxy:1' })).toBe('proxy:1');
  });

  test('never takes plain http off this computer (R1)', () => {
    expect(addressOf({ http_proxy: 'http://proxy.example:3128' }, http)).toBeUndefined();
    expect(addressOf({ http_proxy: 'http://localhost:3128' }, http)).toBe('localhost:3128');
  });
});
