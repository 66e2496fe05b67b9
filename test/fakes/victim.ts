import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Simulator } from '../../electron/simulator/index.ts';
import { type Bundled, bundle } from './bundle.ts';
import { type CommandLineUser, commandLineUser } from './command-line-user.ts';
import { type HostileServer, hostileServer } from './hostile-server.ts';
import { start } from './simulator.ts';

type File = Simulator['connection'];

/** What a connection file says otherwise than that of the simulated service. */
export interface FileChanges {
  name?: string;
  identity?: Partial<Record<keyof File['identity'], unknown>>;
  api?: Partial<Record<keyof File['api'] | 'fields', unknown>>;
}

/** Whom the attacks are made on: a user of the command line, with a password and a key for the simulated service. */
export interface Victim {
  cli: Bundled;
  simulator: Simulator;
  user: CommandLineUser;
  /** The attacker's own servers: the one that answers, and one that must not even be asked. */
  hostile: HostileServer;
  accomplice: HostileServer;
  /** Writes a connection file, the simulated service's with changes, into the user's folder and returns its path. */
  file(changes?: FileChanges): string;
  /** Its text. */
  fileText(changes?: FileChanges): string;
  /** The arguments of a command for the technical account. */
  asAccount(...args: string[]): string[];
  /** Which secrets of the user are in a text; none unless an attack has succeeded. */
  secretsIn(text: string): string[];
  close(): Promise<void>;
}

export async function victim(): Promise<Victim> {
  const cli = await bundle('cli', 'cli.cjs');
  const [simulator, hostile, accomplice] = await Promise.all([
    start({ units: 3 }),
    hostileServer(),
    hostileServer(),
  ]);
  const { connection, technicalAccount, subscriptionKey } = simulator;
  const user = commandLineUser(cli.file);
  Object.assign(user.env, {
    MAX_DESK_SUBSCRIPTION_KEY: subscriptionKey,
    MAX_DESK_PASSWORD: technicalAccount.password,
  });
  let files = 0;

  function fileText({ name = connection.name, identity, api }: FileChanges = {}): string {
    return JSON.stringify({
      name,
      identity: { ...connection.identity, ...identity },
      api: { ...connection.api, ...api },
    });
  }
  return {
    cli,
    simulator,
    user,
    hostile,
    accomplice,
    fileText,
    file(changes) {
      files += 1;
      const file = path.join(user.folder, `connection-${files}.json`);
      writeFileSync(file, fileText(changes));
      return file;
    },
    asAccount: (...args) => [...args, '--technical-account', technicalAccount.username],
    secretsIn(text) {
      const secrets = { password: technicalAccount.password, key: subscriptionKey, token: 'eyJ' };
      return Object.entries(secrets).flatMap(([name, secret]) => (text.includes(secret) ? [name] : []));
    },
    async close() {
      user.end();
      await Promise.all([cli.remove(), simulator.close(), hostile.close(), accomplice.close()]);
    },
  };
}
