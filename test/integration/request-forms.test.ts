import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ConsoleRequest, RequestForm } from '../../electron/contract/console.ts';
import { parseConnection } from '../../electron/core/connection/connection-file.ts';
import { checkedRequest } from '../../electron/core/console/console.ts';
import { requestAs } from '../../electron/core/console/request-forms.ts';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import { type CommandLineUser, commandLineUser } from '../fakes/command-line-user.ts';
import { oddService } from '../fakes/odd-service.ts';
import { type Simulator, start } from '../fakes/simulator.ts';

const has = (program: string, ...args: string[]) => spawnSync(program, args).status === 0;
const hasCurl = process.platform !== 'win32' && has('curl', '--version');
if (!hasCurl) console.log('Not run: the copies as cURL, because there is no curl and sh.');
const hasPowerShell = has('pwsh', '-NoProfile', '-Command', 'exit 0');
if (!hasPowerShell) console.log('Not run: the copies for PowerShell, because there is no pwsh.');

let cli: Bundled;
let user: CommandLineUser;
let simulator: Simulator;
let service: Awaited<ReturnType<typeof oddService>>;
beforeAll(async () => {
  cli = await bundle('cli', 'cli.cjs');
});
afterAll(() => cli.remove());
beforeEach(async () => {
  [simulator, service] = await Promise.all([start({ units: 3 }), oddService()]);
  user = commandLineUser(cli.file);
});
afterEach(async () => {
  user.end();
  await Promise.all([simulator.close(), service.close()]);
});

const get: ConsoleRequest = { method: 'GET', path: '/units', headers: [], body: null };
const hostile = `it's "q" $HOME $(id) \`id\` %PATH% \\ ; & | ! # ~ \r\n\n\tä \u2018\u2019 \u2028 \${x} %s @/etc/hostname`;
const post: ConsoleRequest = {
  method: 'POST',
  path: "/a b/ü/[1]{2}?q='$(id)'&x=1+2%2B3&y=%25",
  headers: [
    { name: 'X-Hostile', value: 'it\'s "q" $HOME $(id) `id` %PATH% \\ ; | ! #' },
    { name: 'X-Empty', value: '' },
  ],
  body: hostile,
};

/** What the console copies. */
function copied(file: object, request: ConsoleRequest, form: RequestForm): string {
  const connection = parseConnection(JSON.stringify(file), 'test');
  return requestAs(checkedRequest(connection, request), connection.api.subscriptionKeyHeader, form);
}

/** Runs a copy as the person who pastes it does, and returns what it prints. */
async function run(file: object, text: string, form: RequestForm, account: string[]): Promise<string> {
  const connectionFile = path.join(user.folder, 'connection.json');
  writeFileSync(connectionFile, JSON.stringify(file));
  Object.assign(user.env, { MAX_DESK_CONNECTION: connectionFile });
  if (form !== 'curl') {
    const program = path.join(user.folder, form === 'fetch' ? 'request.mjs' : 'request.ps1');
    writeFileSync(program, text);
    const command = form === 'fetch' ? [process.execPath, program] : ['pwsh', '-NoProfile', '-File', program];
    const { status, out, err } = await user.run(['exec', '--quiet', ...account, '--', ...command]);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    return out;
  }
  const bin = path.join(user.folder, 'bin');
  mkdirSync(bin);
  const shim = path.join(bin, 'max-desk');
  writeFileSync(shim, `#!/bin/sh\nexec '${process.execPath}' '${cli.file}' "$@" ${account.join(' ')}\n`);
  chmodSync(shim, 0o755);
  const env = { ...user.env, PATH: `${bin}:${process.env['PATH']}`, CURL_HOME: user.folder };
  return new Promise((resolve, reject) =>
    execFile('sh', ['-c', text], { env }, (error, out, err) =>
      error ? reject(new Error(err)) : resolve(out),
    ),
  );
}

const forms = [
  ['curl', hasCurl],
  ['fetch', true],
  ['powershell', hasPowerShell],
] as const satisfies readonly (readonly [RequestForm, boolean])[];

describe.each(forms)('a request that is copied as %s', (form, isHere) => {
  test.runIf(isHere)('holds neither token nor key, and is let in when it is run', async () => {
    const { technicalAccount, connection, subscriptionKey } = simulator;
    Object.assign(user.env, {
      MAX_DESK_PASSWORD: technicalAccount.password,
      MAX_DESK_SUBSCRIPTION_KEY: subscriptionKey,
    });
    const text = copied(connection, { ...get, path: '/units?$top=2' }, form);
    expect(text).not.toContain(subscriptionKey);
    expect(text).not.toContain('eyJ');
    const out = await run(connection, text, form, ['--technical-account', technicalAccount.username]);
    expect(out).toContain('unitId');
    expect(simulator.requests.at(-1)).toMatchObject({ method: 'GET', path: '/api/units', status: 200 });
  });

  test.runIf(isHere)('sends exactly what the console would, whatever is in it', async () => {
    Object.assign(user.env, { MAX_DESK_PASSWORD: 'p', MAX_DESK_SUBSCRIPTION_KEY: 'the-key' });
    await run(service.connection, copied(service.connection, post, form), form, ['--technical-account', 'd']);
    const asked = service.requests.at(-1);
    expect(asked).toMatchObject({
      method: 'POST',
      path: '/api/a%20b/%C3%BC/[1]%7B2%7D?q=%27$(id)%27&x=1+2%2B3&y=%25',
      body: hostile,
    });
    expect(asked?.headers).toMatchObject({
      authorization: expect.stringMatching(/^Bearer eyJ/),
      'ocp-apim-subscription-key': 'the-key',
      'content-type': 'text/plain; charset=utf-8',
      'x-hostile': post.headers[0]?.value,
      'x-empty': '',
    });
  });
});
