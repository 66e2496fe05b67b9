import { describe, expect, test } from 'vitest';
import { isAllowedUrl } from '../../../../electron/core/connection/allowed-urls.ts';

describe('an address', () => {
  test.each([
    'https://example.com',
    'http://localhost',
    'http://localhost:8080/path',
    'http://127.0.0.1:1',
    'http://[::1]:1',
    'HTTPS://EXAMPLE.COM',
  ])('%s is allowed', (url) => expect(isAllowedUrl(url)).toBe(true));

  test.each([
    'http://example.com',
    'http://localhost.example.com',
    'http://127.0.0.2',
    'http://127.0.0.1.example.com',
    'http://0.0.0.0',
    'http://[::]',
    'https://a:b@localhost',
    'https://localhost@example.com',
    'ftp://localhost',
    '//localhost',
    'javascript:alert(1)',
    '',
  ])('%s is not allowed', (url) => expect(isAllowedUrl(url)).toBe(false));
});
