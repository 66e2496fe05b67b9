import { writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import path from 'node:path';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Simulator, start } from '../../electron/simulator/index.ts';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import { type CommandLineUser, commandLineUser } from '../fakes/command-line-user.ts';
import { serve, type TestServer } from '../fakes/server.ts';

let cli: Bundled;
let simulator: Simulator;
let user: CommandLineUser;
let server: TestServer;
/** What the token endpoint and the API answer. */
let token: RequestListener;
let units: RequestListener;
let asked: string[];

const issued = { access_token: 'opaque', token_type: 'Bearer', expires_in: '3600' };
const json = (body: object, status = 200): RequestListener => {
  return (_request, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};
const refusing = (description: string, error = 'invalid_grant') =>
  json({ error, error_description: description }, 400);

beforeAll(async () => {
  cli = await bundle('cli', 'cli.cjs');
  simulator = await start({ units: 1 });
  server = await serve((request, response) => {
    const isToken = request.url?.endsWith('/oauth2/v2.0/token') ?? false;
    asked.push(isToken ? 'token' : 'api');
    return isToken ? token(request, response) : units(request, response);
  });
  user = commandLineUser(cli.file);
  const { identity, api, ...rest } = simulator.connection;
  const connection = {
    ...rest,
    identity: { ...identity, authority: `${server.url.replace('127.0.0.1', 'localhost')}/tenant` },
    api: { ...api, baseUrl: server.url, hubUrl: '' },
  };
  const file = path.join(user.folder, 'answers.json');
  writeFileSync(file, JSON.stringify(connection));
  Object.assign(user.env, {
    MAX_DESK_CONNECTION: file,
    MAX_DESK_SUBSCRIPTION_KEY: 'k',
    MAX_DESK_PASSWORD: 'p',
  });
});
beforeEach(() => {
  asked = [];
  token = json(issued);
  units = json({ value: [{ id: 'u1' }] });
});
afterAll(async () => {
  user.end();
  await Promise.all([cli.remove(), simulator.close(), server.close()]);
});

const run = (...args: string[]) => user.run([...args, '--technical-account', 'sam@example.com']);
const failure = (...args: string[]) => user.failure([...args, '--technical-account', 'sam@example.com']);
const html: RequestListener = (_request, response) =>
  response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Hotel</title>');
const nothing =
  (status: number): RequestListener =>
  (_request, response) =>
    response.writeHead(status).end();
const elsewhere: RequestListener = (_request, response) =>
  response.writeHead(302, { location: 'https://login.hotel.example/?from=secret' }).end();

describe('token, list and call read what comes in any coding', () => {
  test.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
  ])('%s', async (coding, encode) => {
    const encoded = (body: object, status = 200): RequestListener => {
      return (_request, response) =>
        response.writeHead(status, { 'content-encoding': coding }).end(encode(JSON.stringify(body)));
    };
    token = encoded(issued);
    units = encoded({ value: [{ id: 'u1' }] });
    expect(await run('token')).toEqual({ status: 0, out: 'opaque\n', err: '' });
    expect(await run('units', '--format', 'ndjson')).toMatchObject({ status: 0, err: '' });
    expect(await run('call', 'GET', '/x')).toMatchObject({ status: 0, out: '{"value":[{"id":"u1"}]}' });
    units = encoded({ statusCode: 401, message: 'Access denied due to invalid subscription key.' }, 401);
    expect(await failure('units')).toMatchObject({ status: 5, code: 'api-key-refused' });
    token = encoded(
      { error: 'invalid_grant', error_description: 'AADB2C90114: The account is locked.' },
      400,
    );
    expect(await failure('token')).toMatchObject({
      status: 3,
      code: 'sign-in-refused',
      message: expect.stringMatching(
        /refused the technical account \(AADB2C90114\): the account is locked\.$/,
      ),
      hint: expect.stringContaining('does not try again by itself'),
    });
  });
});

describe('what is no answer is named for what it is (R37)', () => {
  test.each<[what: string, answer: RequestListener, status: number, code: string, message: RegExp]>([
    ['nothing', nothing(200), 4, 'provider-unavailable', /sent an empty response \(200\)/],
    ['204', nothing(204), 4, 'provider-unavailable', /sent an empty response \(204\)/],
    ['nothing with a 400', nothing(400), 4, 'provider-unavailable', /sent an empty response \(400\)/],
    ['a web page', html, 4, 'captive-portal', /sent a web page \(200\)/],
    ['a redirect', elsewhere, 4, 'captive-portal', /redirects to https:\/\/login\.hotel\.example \(302\)/],
    ['an unknown policy', nothing(404), 6, 'configuration', /does not know the policy/],
  ])('by the sign-in service: %s', async (_what, answer, status, code, message) => {
    token = answer;
    const failed = await failure('token');
    expect(failed).toMatchObject({ status, code, message: expect.stringMatching(message) });
    expect(failed.message + failed.hint).not.toContain('secret');
    expect(asked).toEqual(['token']);
  });

  test.each<[what: string, answer: RequestListener, status: number, code: string, message: RegExp]>([
    ['nothing', nothing(200), 5, 'api-bad-answer', /sent an empty response \(200\)/],
    ['a web page', html, 4, 'captive-portal', /sent a web page \(200\)/],
    ['a redirect', elsewhere, 4, 'captive-portal', /redirects to https:\/\/login\.hotel\.example \(302\)/],
  ])('by the API: %s', async (_what, answer, status, code, message) => {
    units = answer;
    expect(await failure('units')).toMatchObject({ status, code, message: expect.stringMatching(message) });
  });

  test('a list of nobody is empty (204)', async () => {
    units = nothing(204);
    expect(await run('units', '--format', 'json')).toMatchObject({ status: 0, out: '[\n]\n' });
  });
});

describe('a refusal of the provider is told in words, with the next step, and not repeated', () => {
  test.each([
    [
      'AADSTS50126: Error validating credentials of sam@example.com.',
      3,
      'sign-in-refused',
      /\(AADSTS50126\): .*password is wrong/,
    ],
    ['AADSTS50053: IdsLocked', 3, 'sign-in-refused', /\(AADSTS50053\): the account is locked/],
    ['AADSTS50076: MFA', 3, 'sign-in-refused', /\(AADSTS50076\): .*second factor/],
    ['AADSTS65001: consent', 6, 'configuration', /\(AADSTS65001\): .*consented/],
    ['AADB2C90244: too many', 4, 'provider-unavailable', /\(AADB2C90244\): .*too many requests/],
    ['AADSTS700016: no application', 6, 'configuration', /\(AADSTS700016\): the application is not known/],
    ['something without a code', 3, 'sign-in-refused', /refused the technical account \(invalid_grant\)/],
  ])('%s', async (description, status, code, message) => {
    token = refusing(description);
    const failed = await failure('units');
    expect(failed).toMatchObject({ status, code, message: expect.stringMatching(message) });
    expect(failed.message + failed.hint).not.toContain('sam@');
    expect(asked).toEqual(['token']);
  });
});
