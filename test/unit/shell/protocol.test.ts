import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appPage, appResponse } from '../../../electron/shell/protocol.ts';

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

const get = (url: string, method = 'GET') => appResponse(root, { url, method });

describe('app://max-desk', () => {
  test.each([
    ['index.html', 'text/html; charset=utf-8', '<html>'],
    ['app.js', 'text/javascript; charset=utf-8', 'js'],
    ['app.css', 'text/css; charset=utf-8', 'css'],
    ['a%20b.svg', 'image/svg+xml', '<svg/>'],
    ['i.png', 'image/png', 'png'],
    ['f.woff2', 'font/woff2', 'f'],
    ['assets/page.js', 'text/javascript; charset=utf-8', 'page'],
  ])('serves %s as %s', async (name, type, text) => {
    const response = await get(`app://max-desk/${name}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
    expect(await response.text()).toBe(text);
  });

  test('serves its page', async () => expect((await get(appPage)).status).toBe(200));

  test.each(['app.js?v=1', 'app.js#part', 'app.js?../../secret.js', './app.js', 'assets/../app.js'])(
    'does not mind %s',
    async (name) => expect(await (await get(`app://max-desk/${name}`)).text()).toBe('js'),
  );

  test('gives every answer the strict policy (R1)', async () => {
    for (const url of [appPage, 'app://max-desk/missing.js']) {
      const { headers } = await get(url);
      const policy = headers.get('content-security-policy')?.split('; ');
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
      expect(policy?.join()).not.toMatch(/unsafe|https?:|\*/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
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
  ])('the path "%s"', async (name) => {
    const response = await get(`app://max-desk/${name}`);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('');
  });

  test('the path of every secret by any other spelling of its dots and slashes', async () => {
    const dots = ['..', '%2e.', '.%2e', '%2E%2E', '%252e%252e', '．．'];
    const slashes = ['/', '%2f', '%5c', '\\', '//', '%252f', '∕'];
    for (const dot of dots)
      for (const slash of slashes)
        for (const depth of [1, 2, 5]) {
          for (const target of ['secret.js', `renderer-other${slash}secret.js`]) {
            const response = await get(`app://max-desk/${`${dot}${slash}`.repeat(depth)}${target}`);
            expect(await response.text()).not.toContain('SECRET');
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
  ])('the address "%s"', async (url) => expect((await get(url)).status).toBe(404));

  test.each(['POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'get'])('the method %s', async (method) => {
    expect((await get(appPage, method)).status).toBe(404);
  });

  test('a folder that looks like a file', async () => {
    mkdirSync(path.join(root, 'folder.js'), { recursive: true });
    expect((await get('app://max-desk/folder.js')).status).toBe(404);
  });

  test.skipIf(process.platform === 'win32')('a link that leads nowhere', async () => {
    symlinkSync(path.join(folder, 'gone.js'), path.join(root, 'dangling.js'));
    expect((await get('app://max-desk/dangling.js')).status).toBe(404);
  });
});
