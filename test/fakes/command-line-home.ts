import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Context } from '../../electron/command-line/context.ts';
import { type Home, openHome } from '../../electron/command-line/home.ts';
import { type ChosenConnection, parseChosen } from '../../electron/command-line/known-connections.ts';
import { fileWith } from './connection.ts';
import { fakeClock, fakeLog } from './ports.ts';

/** The key in `key`, base64. */
export const homeKey = Buffer.alloc(32, 7).toString('base64');

export interface TestHome {
  /** For the home and its key file. */
  folder: string;
  keyFile: string;
  /** As a new process would open it. */
  open(env?: NodeJS.ProcessEnv): Home;
  /** What a command gets, as far as accounts and connections need it; `told` is what it says. */
  context(): Context;
  told: string[];
  remove(): void;
}

const noPolicy = async () => ({
  connections: [],
  assertAllowed: () => undefined,
  assertUrl: () => undefined,
  assertSimulator: () => undefined,
});

/** A home of the command line in a folder of its own, whose secrets are kept with a key file. */
export function testHome(): TestHome {
  const folder = mkdtempSync(path.join(tmpdir(), 'max-desk-home-'));
  const keyFile = path.join(folder, 'key');
  writeFileSync(keyFile, homeKey);
  chmodSync(keyFile, 0o600);
  const told: string[] = [];
  const open: TestHome['open'] = (env = { MAX_DESK_KEY_FILE: keyFile }) => ({
    // Not the policy of the organisation whose computer runs the tests.
    ...openHome(
      path.join(folder, 'home'),
      env,
      { log: fakeLog(), tell: (text) => void told.push(text) },
      noPolicy,
    ),
  });
  return {
    folder,
    keyFile,
    open,
    context() {
      const home = open();
      return {
        home: () => home,
        signal: new AbortController().signal,
        tell: (text: string) => void told.push(text),
        clock: fakeClock(),
        log: fakeLog(),
        options: {},
      } as unknown as Context;
    },
    told,
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** A connection as a command gets it. */
export function chosenWith(changes: Record<string, unknown> = {}): ChosenConnection {
  return parseChosen(fileWith(changes), '/files/sample.json');
}
