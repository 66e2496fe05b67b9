import { afterEach, describe, expect, test, vi } from 'vitest';

const openExternal = vi.hoisted(() => vi.fn(async (_url: string) => undefined));
vi.mock('electron', () => ({ shell: { openExternal } }));

import { isOpenable } from '../../../electron/core/connection/authorities.ts';
import { openInBrowser } from '../../../electron/shell/browser.ts';

const { platform } = process;
const on = (value: NodeJS.Platform) => Object.defineProperty(process, 'platform', { value });
afterEach(() => void on(platform));

const hosts = ['login.example.com', 'localhost:4321', '[::1]:4321'];

describe('the system browser is opened for (R6)', () => {
  test.each([
    'https://login.example.com',
    'https://login.example.com/tenant/authorize?state=a&redirect_uri=http://localhost:1',
    'https://LOGIN.example.com/x',
    'https://login.example.com:443/x',
    'http://localhost:4321/tenant',
    'http://[::1]:4321/tenant',
  ])('%s', (url) => expect(isOpenable(url, hosts)).toBe(true));
});

describe('the system browser is not opened for (R6)', () => {
  const refused = [
    'file:///etc/passwd',
    'file://login.example.com/share',
    '\\\\login.example.com\\share',
    '//login.example.com',
    'smb://login.example.com/share',
    'ms-msdt:/id',
    'search-ms:query=x&crumb=location:\\\\login.example.com',
    'javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'app://max-desk/index.html',
    'mailto:a@login.example.com',
    'ftp://login.example.com',
    'http://login.example.com',
    'https://login.example.com:8443',
    'https://user@login.example.com',
    'https://user:pass@login.example.com',
    'https://login.example.com@evil.example',
    'https://login.example.com:x@evil.example',
    'https://evil.example/login.example.com',
    'https://evil.example#login.example.com',
    'https://evil.example?https://login.example.com',
    'https://login.example.com.evil.example',
    'https://xlogin.example.com',
    'https://login.example.co',
    'https://login。example。com.evil.example',
    'https://lоgin.example.com',
    'https://login.example.com.',
    'http://localhost',
    'http://localhost:43210',
    'http://127.0.0.1:4321',
    'http://localhost.evil.example:4321',
    'https://',
    'login.example.com',
    '',
    ' ',
  ];

  test.each(refused)('%s', async (url) => {
    expect(isOpenable(url, hosts)).toBe(false);
    await expect(openInBrowser(url, hosts)).rejects.toMatchObject({ code: 'forbidden' });
    expect(openExternal).not.toHaveBeenCalled();
  });

  test('anything when no host belongs to the connection', () => {
    expect(isOpenable('https://login.example.com', [])).toBe(false);
  });

  test('20,000 made-up addresses, unless they lead to one of our hosts and nowhere else', () => {
    const parts = [
      'https:',
      'http:',
      'file:',
      'javascript:',
      '//',
      '/',
      '\\',
      '\\\\',
      '@',
      ':',
      '?',
      '#',
      '.',
      '%2f',
      '%40',
      '\t',
      '\n',
      '\0',
      'login.example.com',
      'evil.example',
      'localhost:4321',
      '443',
      'user',
      '[::1]:4321',
      '0x7f.1',
    ];
    let seed = 6;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    let opened = 0;
    for (let i = 0; i < 20_000; i++) {
      const start = random(2) === 0 ? 'https://' : '';
      const url = start + Array.from({ length: 1 + random(6) }, () => parts[random(parts.length)]).join('');
      if (!isOpenable(url, hosts)) continue;
      opened += 1;
      const { protocol, host, username, password } = new URL(url);
      expect(hosts).toContain(host);
      expect(username + password).toBe('');
      expect(protocol === 'https:' || /^(localhost|\[::1\]):4321$/.test(host)).toBe(true);
    }
    expect(opened).toBeGreaterThan(0);
  });
});

test('what Electron opens is the address as the check understood it; on Linux the system’s own program is watched instead', async () => {
  on('darwin');
  await openInBrowser('https:\\\\login.example.com\\a b\n', hosts);
  expect(openExternal).toHaveBeenCalledExactlyOnceWith('https://login.example.com/a%20b');
});
