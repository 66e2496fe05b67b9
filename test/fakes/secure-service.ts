import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { certificateAuthority } from './certificate.ts';
import { type CommandLineUser, commandLineUser } from './command-line-user.ts';
import { type Simulator, type SimulatorOptions, start } from './simulator.ts';

/** A simulated service with https and its own certificate authority, and a user who trusts that. */
export interface SecureService {
  simulator: Simulator;
  /** The authority's certificate, in PEM. */
  ca: string;
  /** Writes the connection file with changed API settings and returns its path. */
  fileWith(api: Partial<Simulator['connection']['api']>, name?: string): string;
  /** A user with the connection, the subscription key and the technical account's password in the environment. */
  user(cli: string): CommandLineUser;
  /** The arguments of a command that uses the technical account. */
  asAccount(...args: string[]): string[];
  /** The numbers of token requests and of API requests. */
  tokenRequests(): number;
  apiRequests(): number;
  close(): Promise<void>;
}

export async function secureService(options: SimulatorOptions = {}): Promise<SecureService> {
  const folder = mkdtempSync(path.join(tmpdir(), 'max-desk-secure-'));
  const authority = await certificateAuthority();
  const simulator = await start({ units: 10, ...options, tls: await authority.leaf() });
  const { connection, subscriptionKey, technicalAccount, requests } = simulator;
  const ca = path.join(folder, 'ca.pem');
  writeFileSync(ca, authority.cert);
  const requestsTo = (pattern: RegExp) => requests.filter((request) => pattern.test(request.path)).length;

  function fileWith(api: Partial<typeof connection.api>, name = 'changed'): string {
    const file = path.join(folder, `${name}.json`);
    writeFileSync(file, JSON.stringify({ ...connection, api: { ...connection.api, ...api } }));
    return file;
  }

  return {
    simulator,
    ca,
    fileWith,
    user(cli) {
      const user = commandLineUser(cli);
      Object.assign(user.env, {
        MAX_DESK_CONNECTION: fileWith({}, 'connection'),
        MAX_DESK_SUBSCRIPTION_KEY: subscriptionKey,
        MAX_DESK_PASSWORD: technicalAccount.password,
      });
      return user;
    },
    asAccount: (...args) => [...args, '--ca', ca, '--technical-account', technicalAccount.username],
    tokenRequests: () => requestsTo(/\/token$/),
    apiRequests: () => requestsTo(/^\/api\//),
    async close() {
      await simulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
