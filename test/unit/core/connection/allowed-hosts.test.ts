import { expect, test, vi } from 'vitest';
import { guardWays, noHost, onlyHosts } from '../../../../electron/core/connection/allowed-hosts.ts';
import { AppError } from '../../../../electron/core/errors.ts';
import type { Http, Sockets } from '../../../../electron/core/ports.ts';

const ways = () => ({
  http: vi.fn<Http>(async () => new Response('')),
  sockets: vi.fn<Sockets>(() => ({
    readyState: 0,
    close: () => undefined,
    addEventListener: () => undefined,
  })),
  browser: vi.fn<(url: string, hosts: readonly string[]) => Promise<void>>(async () => undefined),
});

test('every way to the outside asks the rule first, whoever named the address', async () => {
  const outside = ways();
  const guarded = guardWays(outside, onlyHosts(['api.example.com'], 'policy.json'));
  const managed = { code: 'managed', details: { host: 'collect.example.net', file: 'policy.json' } };
  const foreign = 'https://collect.example.net/x';
  await expect(guarded.http(foreign, {})).rejects.toMatchObject(managed);
  await expect(guarded.browser(foreign, ['collect.example.net'])).rejects.toMatchObject(managed);
  expect(() => guarded.sockets('wss://collect.example.net/x', {})).toThrow(expect.objectContaining(managed));
  for (const way of Object.values(outside)) expect(way).not.toHaveBeenCalled();

  await guarded.http('https://api.example.com/x', { method: 'POST' });
  await guarded.browser('https://api.example.com/x', ['api.example.com']);
  guarded.sockets('wss://api.example.com/x', { a: 'b' });
  expect(outside.http).toHaveBeenCalledExactlyOnceWith('https://api.example.com/x', { method: 'POST' });
  expect(outside.browser).toHaveBeenCalledExactlyOnceWith('https://api.example.com/x', ['api.example.com']);
  expect(outside.sockets).toHaveBeenCalledExactlyOnceWith('wss://api.example.com/x', { a: 'b' });
});

test('where nobody knows what is allowed not even this computer is', async () => {
  const guarded = guardWays(ways(), noHost(new AppError('policy', 'It cannot be read.')));
  await expect(guarded.http('http://localhost:1/', {})).rejects.toMatchObject({ code: 'policy' });
});
