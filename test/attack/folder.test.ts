/** Somebody else can write into the folder of the command line, or has put something into the working directory. */
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { attack } from '../fakes/attack.ts';
import { sendJson } from '../fakes/hostile-server.ts';
import { inFull } from '../fakes/rounds.ts';
import { type Victim, victim } from '../fakes/victim.ts';

const name = 'Our fleet';
let victims: Victim;
let file: string;
beforeAll(async () => {
  victims = await victim();
});
afterAll(() => victims.close());

/** The technical account is signed in, and the attacker's servers answer whatever they are asked. */
beforeEach(async () => {
  const { user, hostile } = victims;
  const issued = { access_token: 'one.two.three', token_type: 'Bearer', expires_in: '3600', scope: 'api' };
  hostile.answer(({ method }, response) => sendJson(response, method === 'POST' ? issued : [{ id: 'U-X' }]));
  file = victims.file({ name });
  const { status, err } = await user.run(victims.asAccount('token', '--store', '--connection', file));
  expect({ status, err }).toEqual({ status: 0, err: '' });
});
afterEach(() => rmSync(victims.user.home, { recursive: true, force: true }));

const inHome = (entry: string) => path.join(victims.user.home, entry);
const entries = () => readdirSync(victims.user.home).filter((each) => !each.endsWith('.lock'));
/** How a command ends that believes nothing. */
const nothing = { failed: true, printed: false };
/** Without the password, so that only what is stored can sign in. */
const stored = (...args: string[]) => victims.user.run(args, { MAX_DESK_PASSWORD: undefined });
const token = () => stored('token', '--connection', file);

async function idOf(connection: string): Promise<string> {
  const { out } = await victims.user.run([
    'connections',
    'show',
    '--connection',
    connection,
    '--format',
    'json',
  ]);
  return (JSON.parse(out) as { id: string }[])[0]?.id ?? '';
}

/** What the attacker writes for a connection: a plain entry, and in each file that tells of the honest one. */
async function changeConnections(text: string): Promise<void> {
  const id = await idOf(file);
  for (const entry of entries()) {
    const content = readFileSync(inHome(entry), 'utf8');
    if (content.includes(victims.simulator.url))
      writeFileSync(inHome(entry), JSON.stringify({ text, origin: file }));
  }
  writeFileSync(inHome(`connection.${id}.entry`), JSON.stringify({ text, origin: file }), { mode: 0o600 });
}

test('what is stored signs in, where nobody has changed it', async () => {
  expect(await token()).toMatchObject({ status: 0, err: '' });
  expect((await stored('units', '--connection', name, '--format', 'ndjson')).status).toBe(0);
});

describe('hostile folder', () => {
  const decided = 'a connection that was changed on the disk gets no token and no key of the former one';

  attack('changes the address of the API under a kept id', decided, async () => {
    await changeConnections(victims.fileText({ name, api: { baseUrl: victims.hostile.url } }));
    for (const args of [[], ['--connection', name], ['--connection', file]]) {
      await stored('units', ...args);
      await victims.user.run(victims.asAccount('units', ...args));
    }
    expect(victims.hostile.asked()).toEqual([]);
  });

  attack('changes the address of the sign-in under a kept id', decided, async () => {
    await changeConnections(
      victims.fileText({ name, identity: { authority: `${victims.hostile.url}/tenant` } }),
    );
    for (const args of [[], ['--connection', name], ['--connection', file]])
      await victims.user.run(victims.asAccount('token', ...args));
    expect(victims.hostile.asked()).toEqual([]);
  });

  attack('replaces the known connections by one of its own, with its own id', decided, async () => {
    const foreign = victims.file({ name, identity: { authority: `${victims.hostile.url}/tenant` } });
    const id = await idOf(foreign);
    for (const entry of entries()) if (entry.includes('connection')) rmSync(inHome(entry));
    const text = readFileSync(foreign, 'utf8');
    writeFileSync(inHome(`connection.${id}.entry`), JSON.stringify({ text, origin: file }), { mode: 0o600 });
    for (const args of [[], ['--connection', name]]) {
      expect((await stored('token', ...args)).status).not.toBe(0);
      expect((await stored('units', ...args)).status).not.toBe(0);
    }
    expect(victims.hostile.asked()).toEqual([]);
  });

  const named = 'a bare name is that of a known connection, whatever lies in the working directory';
  attack('lays a file called like a known connection into the working directory', named, async () => {
    const foreign = victims.fileText({ name, identity: { authority: `${victims.hostile.url}/tenant` } });
    const shadow = path.join(victims.user.folder, name);
    writeFileSync(shadow, foreign);
    const { status } = await victims.user.run(victims.asAccount('token', '--connection', name));
    rmSync(shadow);
    expect({ status, asked: victims.hostile.asked() }).toEqual({ status: 0, asked: [] });
  });

  const sealed = 'an entry counts only as it was sealed, under its name and for its connection';

  attack('gives the sign-in of one connection to another one', sealed, async () => {
    const foreign = victims.file({ name: 'Foreign', api: { baseUrl: victims.hostile.url, hubUrl: '' } });
    expect((await victims.user.run(['connections', 'import', foreign])).status).toBe(0);
    const [ours = '', theirs = ''] = (await Promise.all([idOf(file), idOf(foreign)])).map(
      (id) => id.split('.')[0],
    );
    expect(ours).not.toBe(theirs);
    for (const entry of entries().filter((each) => each.includes(ours)))
      cpSync(inHome(entry), inHome(entry.replaceAll(ours, theirs)));
    const { status } = await stored('units', '--connection', foreign);
    expect({ failed: status !== 0, asked: victims.hostile.asked() }).toEqual({ failed: true, asked: [] });
  });

  /** The folder as it is now; the function makes it so again. */
  function kept() {
    const all = new Map(entries().map((entry) => [entry, readFileSync(inHome(entry))]));
    const restore = () => {
      for (const entry of entries()) if (!all.has(entry)) rmSync(inHome(entry));
      for (const [entry, bytes] of all) writeFileSync(inHome(entry), bytes, { mode: 0o600 });
    };
    return { all, restore };
  }

  /** The entries without which nobody is signed in. */
  async function needed({ all, restore }: ReturnType<typeof kept>): Promise<string[]> {
    const found: string[] = [];
    for (const entry of all.keys()) {
      rmSync(inHome(entry));
      if ((await token()).status !== 0) found.push(entry);
      restore();
    }
    expect(found).not.toEqual([]);
    return found;
  }

  attack('swaps entries', sealed, async () => {
    const before = kept();
    for (const entry of await needed(before))
      for (const [other, content] of before.all) {
        if (other === entry) continue;
        writeFileSync(inHome(entry), content);
        const { status, out } = await token();
        expect({ entry, other, failed: status !== 0, printed: out !== '' }).toMatchObject(nothing);
        before.restore();
      }
  });

  attack('cuts and changes entries, down to their seals', sealed, async () => {
    const before = kept();
    for (const entry of await needed(before)) {
      const whole = before.all.get(entry)?.toString('utf8') ?? '';
      const changed = (inFull ? [4, 8, 16, 21, 24] : [4, 21]).map((cut) => whole.slice(0, -cut));
      for (const at of inFull ? [24, Math.floor(whole.length / 2), whole.length - 6] : [whole.length - 6]) {
        const other = whole[at] === 'A' ? 'B' : 'A';
        changed.push(whole.slice(0, at) + other + whole.slice(at + 1));
      }
      for (const text of changed) {
        writeFileSync(inHome(entry), text);
        const { status, out, err } = await token();
        expect({ entry, text, failed: status !== 0, printed: out !== '' }).toMatchObject(nothing);
        expect(err).not.toMatch(/\n\s+at /);
        before.restore();
      }
    }
    expect((await token()).status).toBe(0);
  });

  const counted = 'an older copy of an entry is noticed, told of and put aside';
  const isOf = (kind: string, entry: string) => entry.startsWith(`sealed.${kind}.`);

  /** A sign-in and a key at the attacker's API, which shows what is sent to it; both renewed, so that there are older copies. */
  async function withOlderCopies() {
    const { user, hostile } = victims;
    const api = victims.file({ name: 'Recorded', api: { baseUrl: hostile.url, hubUrl: '' } });
    const keep = (key: string) => user.pipe(key, ['connections', 'key', '--connection', api]);
    const signIn = () => user.run(victims.asAccount('token', '--store', '--connection', api));
    const units = () =>
      user.run(['units', '--connection', api, '--format', 'ndjson'], {
        MAX_DESK_PASSWORD: undefined,
        MAX_DESK_SUBSCRIPTION_KEY: undefined,
      });
    expect([(await keep('older-key')).status, (await signIn()).status]).toEqual([0, 0]);
    const older = kept();
    expect((await keep('newer-key')).status).toBe(0);
    // The API does not like the token any more.
    hostile.answer((_request, response) => {
      if (hostile.arrived.length > 1) sendJson(response, [{ id: 'U-X' }]);
      else response.writeHead(401).end();
    });
    expect((await units()).status).toBe(0);
    const now = kept();
    const changed = [...older.all].filter(([entry, bytes]) => !now.all.get(entry)?.equals(bytes));
    const of = (kind: string) => changed.filter(([entry]) => isOf(kind, entry));
    expect([of('technical').length, of('subscription-key').length]).toEqual([1, 1]);
    return { older, now, of, units, signIn, token: () => stored('token', '--connection', api), api };
  }

  attack('puts an older copy of a sign-in back', counted, async () => {
    const { now, of, ...as } = await withOlderCopies();
    for (const [entry, bytes] of of('technical')) {
      writeFileSync(inHome(entry), bytes);
      const asked = victims.simulator.requests.length;
      const { status, out, err } = await as.token();
      expect({ status, out, asked: victims.simulator.requests.length }).toEqual({
        status: 3,
        out: '',
        asked,
      });
      expect(err).toContain('an older copy was put in its place');
      expect(entries().filter((each) => each.startsWith(`${entry}.damaged-`))).toHaveLength(1);
      now.restore();
      expect((await as.token()).status).toBe(0);
    }
  });

  attack('puts an older copy of the subscription key back', counted, async () => {
    const { now, of, units } = await withOlderCopies();
    for (const [entry, bytes] of of('subscription-key')) {
      writeFileSync(inHome(entry), bytes);
      const { status, err } = await units();
      expect(status).toBe(6);
      expect(err).toContain('an older copy was put in its place');
      now.restore();
    }
    expect((await units()).status).toBe(0);
    expect(victims.hostile.text()).toContain('newer-key');
    expect(victims.hostile.text()).not.toContain('older-key');
  });

  attack('puts a subscription key back that was forgotten', counted, async () => {
    const { now, api, units } = await withOlderCopies();
    const forgotten = await victims.user.run(['connections', 'key', '--forget', '--connection', api]);
    expect(forgotten.status).toBe(0);
    for (const [entry, bytes] of now.all)
      if (isOf('subscription-key', entry)) writeFileSync(inHome(entry), bytes, { mode: 0o600 });
    expect((await units()).status).toBe(6);
  });

  attack('takes the counters away, and puts older copies back', counted, async () => {
    const { now, of, ...as } = await withOlderCopies();
    for (const damage of [
      () => rmSync(inHome('sealed.counters.entry')),
      () => writeFileSync(inHome('sealed.counters.entry'), ''),
    ]) {
      damage();
      for (const each of [await as.token(), await as.token()])
        expect({ failed: each.status !== 0, printed: each.out !== '' }).toEqual(nothing);
      // Whoever signs in anew has another key.
      expect((await as.signIn()).status).toBe(0);
      for (const [entry, bytes] of of('technical')) writeFileSync(inHome(entry), bytes, { mode: 0o600 });
      expect((await as.token()).status).not.toBe(0);
      now.restore();
    }
  });

  test('the counters and all entries of one earlier moment are not told from the present: SECURITY.md says so', async () => {
    const { older, ...as } = await withOlderCopies();
    older.restore();
    expect((await as.token()).status).toBe(0);
  });

  const gone = 'after a sign-out nothing of it signs in again';
  for (const [what, args] of Object.entries({
    'a sign-out': ['logout'],
    'the sign-out of all': ['logout', '--all'],
  }))
    attack(`restores the sealed entries after ${what}`, gone, async () => {
      const isSealed = (entry: string) => entry.startsWith('sealed.');
      const copies = entries()
        .filter(isSealed)
        .map((entry) => [entry, readFileSync(inHome(entry))] as const);
      expect(copies).not.toEqual([]);
      const out = await victims.user.run(args[1] === '--all' ? args : [...args, '--connection', file]);
      expect(out.status).toBe(0);
      for (const [entry, bytes] of copies) writeFileSync(inHome(entry), bytes, { mode: 0o600 });
      const asked = victims.simulator.requests.length;
      const ended = await token();
      expect({ failed: ended.status !== 0, printed: ended.out !== '' }).toEqual(nothing);
      expect(victims.simulator.requests.slice(asked).filter((each) => each.path.endsWith('/token'))).toEqual(
        [],
      );
    });

  const quiet = 'an error names the place in a file, and never repeats what it holds';
  const secret = 'correct-horse-battery';
  for (const [what, content] of Object.entries({
    'a password': `${secret}\n`,
    'the beginning of an object': `{"${secret}`,
    'a text in the place of an object': JSON.stringify({ name: 'x', identity: secret, api: secret }),
    'a word in the place of another': JSON.stringify({ name: 'x', identity: { protocol: secret }, api: {} }),
  }))
    attack(`has a file named as a connection that holds ${what}`, quiet, async () => {
      const place = path.join(victims.user.folder, 'held.json');
      writeFileSync(place, content);
      for (const args of [
        ['token', '--connection', place],
        ['connections', 'import', place],
      ]) {
        const { status, out, err } = await victims.user.run(args);
        expect(out + err).not.toContain(secret.slice(0, 8));
        expect(status).toBe(6);
      }
    });

  attack('has a file named as the key or as authorities that holds a password', quiet, async () => {
    const place = path.join(victims.user.folder, 'held');
    writeFileSync(place, `${secret}\n`, { mode: 0o600 });
    const key = await victims.user.run(['token', '--connection', file], { MAX_DESK_KEY_FILE: place });
    const ca = await victims.user.run(victims.asAccount('units', '--connection', file, '--ca', place));
    for (const { status, out, err } of [key, ca]) {
      expect(status).not.toBe(0);
      expect(out + err).not.toContain(secret.slice(0, 8));
    }
  });
});
