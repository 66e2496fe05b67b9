/** Whatever comes from outside holds characters that a terminal obeys, or that turn its text around. */
import { spawn } from 'node:child_process';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { attack } from '../fakes/attack.ts';
import { actAsProvider, identityAt } from '../fakes/hostile-provider.ts';
import { type HostileAnswer, sendJson } from '../fakes/hostile-server.ts';
import { hasTerminal, needsTerminal, onTerminal } from '../fakes/on-terminal.ts';
import { inFull } from '../fakes/rounds.ts';
import { type Victim, victim } from '../fakes/victim.ts';

/** Clears the screen, sets the title, rings, goes back, and turns the direction of the text. */
const evil = 'a\u001b[2J\u001b]0;owned\u0007\u009b31m\b\r\u007f\u202eb\u2066\u200fc\u061c';
const promise = 'nothing from outside reaches a terminal with control or bidi characters (R45)';

let victims: Victim;
beforeAll(async () => {
  victims = await victim();
});
afterAll(() => victims.close());

/** What a terminal would obey in a text; empty where there is nothing. Line ends are ours, tabs too. */
function obeyed(text: string): string[] {
  const found = text.replaceAll('\r\n', '\n').match(/[^\P{Cc}\n\t]|\p{Bidi_C}/gu) ?? [];
  return [...new Set(found)].map((each) => `U+${each.codePointAt(0)?.toString(16).padStart(4, '0')}`);
}

/** In everyday runs the one that prints most. */
const verbosities = inFull ? [[], ['--errors', 'json'], ['--verbose']] : [['--verbose']];

/** Runs and looks at standard error, and at standard output too if people read it. */
async function expectClean(args: readonly string[], { printed = true, env = {} } = {}): Promise<void> {
  for (const more of verbosities) {
    const { out, err } = await victims.user.run([...args, ...more], env);
    expect({ args, err: obeyed(err), out: printed ? obeyed(out) : [] }).toEqual({ args, err: [], out: [] });
    expect(out + err).not.toBe('');
  }
}

function atHostile(how: HostileAnswer): string {
  victims.hostile.answer(how);
  return victims.file({ api: { baseUrl: victims.hostile.url, hubUrl: '' } });
}

describe('hostile terminal', () => {
  attack('by the arguments', promise, async () => {
    const file = victims.file();
    for (const args of [
      [evil],
      ['token', evil],
      ['token', `--${evil}`],
      ['token', '--format', evil],
      ['token', '--connection', evil],
      ['token', '--connection', `./${evil}.json`],
      ['token', '--timeout', evil],
      ['accounts', '--connection', file, '--home', evil],
      ['units', '--connection', file, '--account', evil],
      ['units', '--connection', file, '--ca', evil, '--technical-account', 'x'],
      ['units', '--connection', file, '--technical-account', 'x', '--output', `/nowhere/${evil}`],
      ['call', 'GET', evil, '--connection', file],
      victims.asAccount('call', 'GET', '/x', '--header', `${evil}: y`, '--connection', file),
      victims.asAccount('list', evil, '--connection', file),
      ['connections', 'remove', evil],
      ['connections', 'import', evil],
    ])
      await expectClean(args);
  });

  attack('by the environment', promise, async () => {
    await expectClean(['token'], { env: { MAX_DESK_CONNECTION: evil } });
    const named = ['token', '--connection', victims.file(), '--account', 'x'];
    await expectClean(named, { env: { MAX_DESK_KEY_FILE: evil } });
    await expectClean(named, { env: { MAX_DESK_HOME: `/nowhere/${evil}` } });
  });

  attack('by the name of a connection, and of its file', promise, async (context) => {
    context.skip(process.platform === 'win32', 'Windows allows no such names');
    const folder = path.join(victims.user.folder, evil.replaceAll('/', ''));
    mkdirSync(folder);
    const file = path.join(folder, 'connection.json');
    renameSync(victims.file({ name: evil.slice(0, 80) }), file);
    await expectClean(victims.asAccount('token', '--store', '--connection', file), { printed: false });
    for (const args of [['connections', 'list'], ['connections', 'show', '--connection', file], ['accounts']])
      await expectClean(args);
    await expectClean(['logout', '--connection', file]);
    await expectClean(['connections', 'remove', evil.slice(0, 80)]);
    await victims.user.run(['logout', '--all']);
  });

  attack('by the keys of a connection file', promise, async () => {
    const file = path.join(victims.user.folder, 'keys.json');
    for (const text of [
      JSON.stringify({ name: 'x', [evil]: 1 }),
      JSON.stringify({
        name: 'x',
        identity: { [evil]: evil },
        api: { baseUrl: evil, statuses: { [evil]: evil } },
      }),
      `{"name": ${evil}`,
      evil,
    ]) {
      writeFileSync(file, text);
      await expectClean(['token', '--connection', file]);
    }
  });

  attack('by what the provider says', promise, async () => {
    const file = victims.file({ identity: { authority: `${victims.hostile.url}/tenant` } });
    const args = victims.asAccount('token', '--connection', file);
    for (const answer of [
      { error: evil, error_description: `AADB2C90225: ${evil}` },
      { error: 'invalid_grant', error_description: evil },
      { [evil]: evil },
    ]) {
      victims.hostile.answer((_request, response) =>
        response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify(answer)),
      );
      await expectClean(args);
    }
    const oidc = victims.file({ identity: identityAt(victims.hostile.url) });
    for (const metadata of [
      { issuer: evil },
      { issuer: `https://${evil}` },
      { authorization_endpoint: evil },
      { jwks_uri: 1 },
    ]) {
      actAsProvider(victims.hostile, { metadata });
      await expectClean(['login', '--no-browser', '--connection', oidc, '--timeout', '40']);
    }
  });

  attack('by the token that the provider issues', promise, async () => {
    const issued = (access_token: string) => ({
      access_token,
      token_type: 'Bearer',
      expires_in: '3600',
      scope: 'api',
    });
    const file = victims.file({ identity: { authority: `${victims.hostile.url}/tenant` } });
    for (const each of [`x${evil}`, 'one\r\nX-Evil: yes', 'one two', "one'; touch evil; '"]) {
      victims.hostile.answer((_request, response) => sendJson(response, issued(each)));
      for (const format of ['raw', 'header', 'curl']) {
        const { out } = await victims.user.run(
          victims.asAccount('token', '--connection', file, '--format', format),
        );
        expect({ each, format, obeyed: obeyed(out) }).toEqual({ each, format, obeyed: [] });
        expect(out.split('\n').length).toBeLessThanOrEqual(2);
      }
    }
  });

  attack('by the names of whoever signs in', promise, async () => {
    const idToken = { name: evil, email: `${evil}@example.com`, sub: evil };
    actAsProvider(victims.hostile, { idToken });
    const file = victims.file({ identity: identityAt(victims.hostile.url) });
    const signedIn = await victims.user.signIn('', '--connection', file, '--timeout', '40');
    expect(obeyed(signedIn.err)).toEqual([]);
    await expectClean(['accounts', '--connection', file]);
    await expectClean(['claims', '--connection', file]);
    await expectClean(['logout', '--connection', file]);
  });

  attack('by the claims of a token that is piped in', promise, async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const token = [part({ alg: evil }), part({ [evil]: evil, name: evil, scp: [evil], exp: evil }), 'x'].join(
      '.',
    );
    for (const piped of [token, evil, `${evil}.${evil}.${evil}`]) {
      const { out, err } = await victims.user.pipe(piped, ['claims']);
      expect({ out: obeyed(out), err: obeyed(err) }).toEqual({ out: [], err: [] });
    }
  });

  const item = { id: evil, name: evil, city: evil, status: evil, [evil]: evil };
  const lists: Record<string, HostileAnswer> = {
    'its units': (_request, response) => sendJson(response, [item, { id: 'U-1', name: evil }]),
    'its refusals': (_request, response) =>
      response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ message: evil })),
    'its links': (_request, response) =>
      sendJson(response, { value: [{ id: 'U-1' }], nextLink: `http://${evil}/` }),
    'its counts': (_request, response) =>
      sendJson(response, { value: [{ id: 'U-1' }], total: evil, count: 7 }),
  };
  for (const [what, how] of Object.entries(lists))
    attack(`by what the API sends: ${what}`, promise, async () => {
      const args = ['--connection', atHostile(how)];
      await expectClean(victims.asAccount('units', ...args));
      await expectClean(victims.asAccount('list', 'work-orders', '--unit', 'U-1', ...args));
      await expectClean(victims.asAccount('doctor', ...args));
    });

  attack('by whatever is printed for programs, once a person looks at it', promise, async (context) => {
    context.skip(!hasTerminal, needsTerminal);
    const headers = { 'content-type': 'text/plain; charset=utf-8' };
    const file = atHostile(({ target }, response) =>
      target === '/raw' ? void response.writeHead(200, headers).end(evil) : sendJson(response, [item]),
    );
    const where = { user: victims.user, file: victims.cli.file };
    for (const args of [
      ['units', '--format', 'json'],
      ['units', '--format', 'ndjson'],
      ['units', '--format', 'csv'],
      ['list', 'work-orders', '--unit', 'U-1', '--format', 'json'],
      ['call', 'GET', '/raw'],
      ['call', 'GET', '/raw', '--include'],
    ]) {
      const seen = await onTerminal(where, victims.asAccount(...args, '--connection', file), {
        NO_COLOR: '1',
      });
      expect({ args, seen: obeyed(seen) }).toEqual({ args, seen: [] });
      expect(seen).toContain('owned');
    }
  });

  attack(
    'by the answer to a program, which gets every byte of it',
    'what is piped on is not changed',
    async () => {
      const file = atHostile((_request, response) => void response.writeHead(200).end(evil));
      const child = spawn(
        process.execPath,
        [victims.cli.file, ...victims.asAccount('call', 'GET', '/raw', '--connection', file)],
        {
          cwd: victims.user.folder,
          env: victims.user.env,
          stdio: ['ignore', 'pipe', 'ignore'],
        },
      );
      const chunks: Buffer[] = [];
      for await (const chunk of child.stdout as AsyncIterable<Buffer>) chunks.push(chunk);
      expect(Buffer.concat(chunks).toString('utf8')).toBe(evil);
    },
  );
});
