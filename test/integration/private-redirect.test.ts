/** The page by which the browser gets an address that other users of the computer must not see. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import {
  type PrivateRedirect,
  servePrivateRedirect,
} from '../../electron/core/auth/sign-in/private-redirect.ts';

const target = 'https://login.example.com/authorize?state=secret&code_challenge=secret';
const open: PrivateRedirect[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});
async function redirected(): Promise<PrivateRedirect> {
  const made = await servePrivateRedirect(target);
  open.push(made);
  return made;
}
const visit = (url: string, init: RequestInit = {}) => fetch(url, { redirect: 'manual', ...init });

describe('a handed-over address', () => {
  test('is in nothing that the program’s arguments show, and each has another place', async () => {
    const [one, other] = [await redirected(), await redirected()];
    for (const { url } of [one, other]) {
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{43}$/);
      expect(url).not.toContain('secret');
    }
    expect(new URL(one.url).pathname).not.toBe(new URL(other.url).pathname);
  });

  test('is where the first visitor is sent, and nobody keeps or tells of the place', async () => {
    const { url } = await redirected();
    const answer = await visit(url);
    expect([answer.status, answer.headers.get('location'), await answer.text()]).toEqual([303, target, '']);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    await expect(visit(url)).rejects.toThrow('fetch failed');
  });

  test('is told to no visit but the right one', async () => {
    const { url } = await redirected();
    const { port, pathname } = new URL(url);
    const statuses = [
      (await visit(`http://127.0.0.1:${port}/`)).status,
      (await visit(`${url}x`)).status,
      (await visit(`${url}?x`)).status,
      (await visit(url, { method: 'HEAD' })).status,
      (await visit(url, { method: 'POST' })).status,
      await statusWithHost(Number(port), pathname, 'evil.example.com'),
    ];
    expect(statuses).toEqual([404, 404, 404, 404, 404, 404]);
    expect((await visit(url)).status).toBe(303);
  });

  test('is gone when it is closed', async () => {
    const { url, close } = await redirected();
    close();
    await expect(visit(url)).rejects.toThrow('fetch failed');
  });

  // Only root can act as another user, and only Linux tells whose a connection is.
  const isRoot = process.platform === 'linux' && process.geteuid?.() === 0;
  test.runIf(isRoot)(
    'is refused to another user of the computer, and still there for the right one',
    async () => {
      const { url } = await redirected();
      expect(await statusAs(65_534, url)).toBe(404);
      expect(await statusAs(0, url)).toBe(303);
    },
  );
});

function statusWithHost(port: number, path: string, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject).end();
  });
}

/** The status that another user gets. */
async function statusAs(uid: number, url: string): Promise<number> {
  const script = 'fetch(process.argv[1], { redirect: "manual" }).then(({ status }) => console.log(status))';
  const child = spawn(process.execPath, ['-e', script, url], {
    uid,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = await Promise.all([text(child.stdout), once(child, 'close')]);
  return Number(said);
}
