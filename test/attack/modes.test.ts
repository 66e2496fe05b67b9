/** The folder of the command line, or something in it, is another user's, or open to others. */
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { attack } from '../fakes/attack.ts';
import { inTime } from '../fakes/in-time.ts';
import { isRoot, needsRoot, nobody } from '../fakes/other-user.ts';
import { type Victim, victim } from '../fakes/victim.ts';

const posix = process.platform !== 'win32';
let victims: Victim;
let file: string;
/** Between the user's own folder and that of the command line. */
let parent: string;
let home: string;
beforeAll(async () => {
  victims = await victim();
  file = victims.file();
});
afterAll(() => victims.close());
beforeEach(async () => {
  parent = path.join(victims.user.folder, 'parent');
  home = path.join(parent, 'home');
  mkdirSync(parent, { mode: 0o700 });
  victims.user.env['MAX_DESK_HOME'] = home;
  const { status, err } = await victims.user.run(victims.asAccount('token', '--store', '--connection', file));
  expect({ status, err }).toEqual({ status: 0, err: '' });
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const limit = 30_000;
/** Without the password: only what is stored signs in. A command that hangs is an attack that has succeeded. */
const stored = (...args: string[]) => inTime(victims.user.run(args, { MAX_DESK_PASSWORD: undefined }), limit);
const token = () => stored('token', '--connection', file);

const refused = { status: 7, printed: false };

/** Nothing that is kept is believed, and it says so. */
async function expectRefused(): Promise<void> {
  for (const args of [['token', '--connection', file], ['token'], ['accounts']]) {
    const { status, out, err } = await stored(...args);
    expect({ args, status, printed: out !== '' }).toEqual({ args, ...refused });
    expect(err).toMatch(/\S+\n\S+/);
  }
}

test('what is stored signs in, where its folder is the owner’s alone', async () => {
  expect(await token()).toMatchObject({ status: 0, err: '' });
});

describe('hostile owner', () => {
  const checked = 'owner and mode of the folder, its parents and each file are checked at every opening';

  for (const [what, change] of Object.entries({
    'may write to the folder as anybody': () => chmodSync(home, 0o777),
    'may write to the folder as one of a group': () => chmodSync(home, 0o770),
    'may write to the folder above it': () => chmodSync(parent, 0o777),
    'may write to a file in it': () => {
      for (const name of readdirSync(home))
        if (name.endsWith('.entry')) chmodSync(path.join(home, name), 0o666);
    },
    'may read the key': () => chmodSync(victims.user.env['MAX_DESK_KEY_FILE'] ?? '', 0o644),
  }))
    attack(what, checked, async (context) => {
      context.skip(!posix, 'Windows has no modes');
      change();
      try {
        if (what.endsWith('the key')) expect(await token()).toMatchObject({ status: 7, out: '' });
        else await expectRefused();
      } finally {
        chmodSync(victims.user.env['MAX_DESK_KEY_FILE'] ?? '', 0o600);
      }
    });

  for (const [what, place] of Object.entries({
    'owns the folder': () => home,
    'owns the folder above it': () => parent,
    'owns a file in it': () =>
      // A known connection that cannot be trusted is not used where a file names the connection; what signs in is.
      path.join(home, readdirSync(home).find((name) => name.startsWith('sealed.technical.')) ?? ''),
    'owns the key': () => victims.user.env['MAX_DESK_KEY_FILE'] ?? '',
  }))
    attack(what, checked, async (context) => {
      context.skip(!isRoot, needsRoot);
      chownSync(place(), nobody, nobody);
      try {
        const { status, out } = await token();
        expect({ status, printed: out !== '' }).toEqual(refused);
      } finally {
        chownSync(place(), 0, 0);
      }
    });

  const followed =
    'no link in the folder is followed to a file elsewhere, and nothing in it makes a command hang';

  attack('has put links in the place of the locks', followed, async (context) => {
    context.skip(!posix, 'links need rights on Windows');
    const elsewhere = path.join(victims.user.folder, 'elsewhere');
    mkdirSync(elsewhere);
    const locks = readdirSync(home).filter((name) => name.endsWith('.lock'));
    expect(locks).not.toEqual([]);
    for (const name of locks) {
      rmSync(path.join(home, name));
      symlinkSync(path.join(elsewhere, name), path.join(home, name));
    }
    await stored('token', '--connection', file);
    await victims.user.run(victims.asAccount('token', '--store', '--connection', file));
    await stored('logout', '--all');
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  attack('has put a link in the place of the folder', followed, async (context) => {
    context.skip(!posix, 'links need rights on Windows');
    const elsewhere = path.join(victims.user.folder, 'elsewhere-folder');
    mkdirSync(elsewhere, { mode: 0o777 });
    chmodSync(elsewhere, 0o777);
    rmSync(home, { recursive: true });
    symlinkSync(elsewhere, home);
    const { status, out } = await victims.user.run(
      victims.asAccount('token', '--store', '--connection', file),
    );
    expect({ status, out, kept: readdirSync(elsewhere) }).toEqual({ status: 7, out: '', kept: [] });
    rmSync(elsewhere, { recursive: true });
  });

  attack('has put pipes in the place of files', followed, async (context) => {
    context.skip(!posix, 'Windows has no such pipes');
    for (const name of readdirSync(home)) {
      rmSync(path.join(home, name));
      expect(spawnSync('mkfifo', ['-m', '600', path.join(home, name)]).status).toBe(0);
    }
    for (const args of [['token', '--connection', file], ['accounts'], ['connections', 'list']]) {
      const { status } = await stored(...args);
      expect(status).not.toBe(null);
    }
  });

  attack('has put folders in the place of files', followed, async () => {
    for (const name of readdirSync(home)) {
      rmSync(path.join(home, name));
      mkdirSync(path.join(home, name));
    }
    const { status, out, err } = await token();
    expect({ failed: status !== 0 && status !== null, out }).toEqual({ failed: true, out: '' });
    expect(err).not.toMatch(/\n\s+at /);
  });
});
