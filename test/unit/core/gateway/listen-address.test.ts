import { describe, expect, test } from 'vitest';
import {
  createHostCheck,
  gatewayOrigin,
  parseListenAddress,
} from '../../../../electron/core/gateway/listen-address.ts';

describe('where the gateway listens', () => {
  test.each([
    ['127.0.0.1:8620', { host: '127.0.0.1', port: 8620 }, 'http://127.0.0.1:8620'],
    ['127.7.8.9:0', { host: '127.7.8.9', port: 0 }, 'http://127.7.8.9:0'],
    ['localhost:80', { host: '127.0.0.1', port: 80 }, 'http://127.0.0.1:80'],
    ['LOCALHOST:65535', { host: '127.0.0.1', port: 65_535 }, 'http://127.0.0.1:65535'],
    ['[::1]:8620', { host: '::1', port: 8620 }, 'http://[::1]:8620'],
  ])('%s', (text, address, origin) => {
    expect(parseListenAddress(text)).toEqual(address);
    expect(gatewayOrigin(address)).toBe(origin);
  });

  test.each([
    '0.0.0.0:8620',
    '192.168.1.5:8620',
    '[::]:8620',
    '[fe80::1]:8620',
    '128.0.0.1:80',
    'example.com:80',
    'localhost.example.com:80',
    '127.0.0.1.example.com:80',
    '127.1:80',
    '0x7f.1:80',
  ])('not %s, which others may reach', (text) => {
    expect(() => parseListenAddress(text)).toThrow(
      expect.objectContaining({
        code: 'usage',
        message: `--listen takes an address of this computer only, not "${text}": nobody on the network may act as the account.`,
      }),
    );
  });

  test.each([
    '',
    '8620',
    ':8620',
    '127.0.0.1',
    '127.0.0.1:',
    '127.0.0.1:65536',
    '127.0.0.1:http',
    '::1:8620',
    '127.0.0.1:-1',
  ])('not %j, which is no address with a port', (text) => {
    expect(() => parseListenAddress(text)).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringContaining('an address and a port') }),
    );
  });
});

describe('the header Host', () => {
  const isMeant = createHostCheck({ host: '127.0.0.1', port: 8620 });

  test.each(['127.0.0.1:8620', 'localhost:8620', 'LocalHost:8620'])('%s is meant', (host) =>
    expect(isMeant(host)).toBe(true),
  );

  test.each([
    undefined,
    '',
    '127.0.0.1',
    'localhost',
    '127.0.0.1:80',
    'evil.example:8620',
    'localhost.evil.example:8620',
    '127.0.0.1.nip.io:8620',
    '[::1]:8620',
    '127.0.0.2:8620',
    'localhost:8620 ',
    'a@localhost:8620',
    'localhost.:8620',
  ])('%j is another', (host) => expect(isMeant(host)).toBe(false));

  test('has the address of IPv6 in brackets, and no port where that is the usual one', () => {
    const other = createHostCheck({ host: '::1', port: 80 });
    for (const host of ['[::1]:80', '[::1]', 'localhost', 'localhost:80']) expect(other(host)).toBe(true);
    for (const host of ['::1', '127.0.0.1', '[::1]:8620']) expect(other(host)).toBe(false);
  });
});
