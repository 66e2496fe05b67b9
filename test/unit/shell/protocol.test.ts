import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

type Handler = (request: { url: string; method: string }, answer: (response: unknown) => void) => void;
const registerBufferProtocol = vi.hoisted(() => vi.fn<(scheme: string, handler: Handler) => void>());
vi.mock('electron', () => ({ protocol: { registerBufferProtocol } }));

import { appPage, appResponse, serveApp } from '../../../electron/shell/protocol.ts';

let folder: string;
let root: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'max-desk-protocol-'));
  root = path.join(folder, 'renderer');
  mkdirSync(path.join(root, 'assets'), { recursive: true });
  mkdirSync(path.join(folder, 'renderer-other'));
  const files = {
    'index.html': '<html>',
    'app.js': 'js',
    'app.css': 'css',
    'a b.svg': '<svg/>',
    'i.png': 'png',
  };
  for (const [name, text] of Object.entries({ ...files, 'f.woff2': 'f', 'app.js.map': '{}', none: 'x' }))
    writeFileSync(path.join(root, name), text);
  writeFileSync(path.join(root, 'assets', 'page.js'), 'page');
  // What must never be served: beside the root, and in a folder whose name only begins like it.
  writeFileSync(path.join(folder, 'secret.js'), 'SECRET');
  writeFileSync(path.join(folder, 'renderer-other', 'secret.js'), 'SECRET');
});
afterAll(() => rmSync(folder, { recursive: true }));

function get(url: string, method = 'GET') {
  const { statusCode, headers = {}, data } = appResponse(root, { url, method });
  return { status: statusCode, headers, text: String(data) };
}

describe('app://max-desk', () => {
  test.each([
    ['index.html', 'text/html; charset=utf-8', '<html>'],
    ['app.js', 'text/javascript; charset=utf-8', 'js'],
    ['app.css', 'text/css; charset=utf-8', 'css'],
    ['a%20b.svg', 'image/svg+xml', '<svg/>'],
    ['i.png', 'image/png', 'png'],
    ['f.woff2', 'font/woff2', 'f'],
    ['assets/page.js', 'text/javascript; charset=utf-8', 'page'],
  ])('serves %s as %s', (name, type, text) => {
    const response = get(`app://max-desk/${name}`);
    expect(response.status).toBe(200);
    expect(response.headers['content-type']).toBe(type);
    expect(response.text).toBe(text);
  });

  test('answers the page’s requests with the files of its folder', () => {
    serveApp(root);
    const [scheme, handler] = registerBufferProtocol.mock.lastCall ?? [];
    expect(scheme).toBe('app');
    const answer = vi.fn();
    handler?.({ url: appPage, method: 'GET' }, answer);
    expect(answer).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ statusCode: 200 }));
  });

  test('serves its page', () => expect(get(appPage).status).toBe(200));

  test.each(['app.js?v=1', 'app.js#part', 'app.js?../../secret.js', './app.js', 'assets/../app.js'])(
    'does not mind %s',
    (name) => expect(get(`app://max-desk/${name}`).text).toBe('js'),
  );

  test('gives every answer the strict policy (R1)', () => {
    for (const url of [appPage, 'app://max-desk/missing.js']) {
      const { headers } = get(url);
      const policy = String(headers['content-security-policy']).split('; ');
      expect(policy).toEqual(
        expect.arrayContaining([
          "default-src 'none'",
          "script-src 'self'",
          "connect-src 'none'",
          "base-uri 'none'",
          "form-action 'none'",
          "frame-ancestors 'none'",
        ]),
      );
      expect(policy.join()).not.toMatch(/unsafe|https?:|\*/);
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });
});

describe('404 is the answer to (R9)', () => {
  test.each([
    '../secret.js',
    '..%2fsecret.js',
    '%2e%2e/secret.js',
    '%2e%2e%2fsecret.js',
    '%252e%252e%252fsecret.js',
    '..%252fsecret.js',
    '..\\secret.js',
    '..%5csecret.js',
    'assets/..%2f..%2fsecret.js',
    'assets/%2e%2e/%2e%2e/secret.js',
    '..%2frenderer-other%2fsecret.js',
    '%2fetc%2fpasswd.js',
    '/etc/passwd.js',
    'app.js%00',
    'app.js%00.html',
    '%00',
    'app.js%',
    '%ff%fe.js',
    'APP.JS/..%2f..%2fsecret.js',
    'C:/secret.js',
    '',
    '.',
    'assets',
    'assets/',
    'none',
    'app.js.map',
    'missing.js',
  ])('the path "%s"', (name) => {
    const response = get(`app://max-desk/${name}`);
    expect(response.status).toBe(404);
    expect(response.text).toBe('');
  });

  test('the path of every secret by any other spelling of its dots and slashes', () => {
    const dots = ['..', '%2e.', '.%2e', '%2E%2E', '%252e%252e', '．．'];
    const slashes = ['/', '%2f', '%5c', '\\', '//', '%252f', '∕'];
    for (const dot of dots)
      for (const slash of slashes)
        for (const depth of [1, 2, 5]) {
          for (const target of ['secret.js', `renderer-other${slash}secret.js`]) {
            const response = get(`app://max-desk/${`${dot}${slash}`.repeat(depth)}${target}`);
            expect(response.text).not.toContain('SECRET');
            expect(response.status).toBe(404);
          }
        }
  });

  test.each([
    'app://other/app.js',
    'app://max-desk.example.com/app.js',
    'app://max-desk:80/app.js',
    'app://x@evil/app.js',
    'app:///app.js',
    'app:app.js',
    'no address',
    '',
  ])('the address "%s"', (url) => expect(get(url).status).toBe(404));

  test.each(['POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'get'])('the method %s', (method) => {
    expect(get(appPage, method).status).toBe(404);
  });

  test('a folder that looks like a file', () => {
    mkdirSync(path.join(root, 'folder.js'), { recursive: true });
    expect(get('app://max-desk/folder.js').status).toBe(404);
  });

  test.skipIf(process.platform === 'win32')('a link that leads nowhere', () => {
    symlinkSync(path.join(folder, 'gone.js'), path.join(root, 'dangling.js'));
    expect(get('app://max-desk/dangling.js').status).toBe(404);
  });
});
