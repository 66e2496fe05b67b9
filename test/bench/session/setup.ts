/** One simulated provider over https, ours and MSAL as shipped signed in to it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { type AccountInfo, type ICachePlugin, PublicClientApplication } from '@azure/msal-node';
import type { Session } from '../../../electron/core/auth/session.ts';
import { signInAuthority } from '../../../electron/core/connection/authorities.ts';
import { type Connection, parseConnection } from '../../../electron/core/connection/connection-file.ts';
import type { Browser } from '../../../electron/core/ports.ts';
import { createSealedStore, type SealedStore } from '../../../electron/core/storage/sealed-store.ts';
import { createSecrets } from '../../../electron/core/storage/secrets.ts';
import { type Simulator, start } from '../../../electron/simulator/index.ts';
import { certificateAuthority } from '../../fakes/certificate.ts';
import { fakeKeyValue, fakeLog, fakeVault } from '../../fakes/ports.ts';
import { sessionOn } from '../../fakes/session.ts';
import { systemBrowser } from '../../fakes/system-browser.ts';

export const people = ['Sam Sample', 'Tessa Kraft'] as const;

export interface Stage {
  simulator: Simulator;
  connection: Connection;
  scopes: string[];
  /** The window's store in a folder of its own, by name: the same name is the same disk. */
  store(name: string): SealedStore;
  session(store: SealedStore, browser?: Browser): Session;
  /** MSAL as it comes, with its own network; its cache in memory unless a plugin is given. */
  msal(plugin?: ICachePlugin): PublicClientApplication;
  /** A file that is there for nobody else. */
  file(name: string): string;
  /** Signs somebody in with MSAL's own interactive call. */
  signInMsal(application: PublicClientApplication, person: string): Promise<AccountInfo>;
  close(): Promise<void>;
}

/** Trusts the certificate in this process only. */
export async function createStage(): Promise<Stage> {
  const authority = await certificateAuthority();
  tls.setDefaultCACertificates([...tls.getCACertificates(), authority.cert]);
  const simulator = await start({ units: 10, tls: await authority.leaf() });
  const connection = parseConnection(JSON.stringify(simulator.connection), 'bench');
  const scopes = [...connection.identity.scopes, 'openid', 'offline_access', 'profile'];
  const folder = mkdtempSync(path.join(tmpdir(), 'max-desk-bench-'));
  const vault = fakeVault();
  const sessions: Session[] = [];
  const msalAuthority = signInAuthority(connection);

  return {
    simulator,
    connection,
    scopes,
    store: (name) =>
      createSealedStore({
        keyValue: createSecrets(path.join(folder, name), fakeLog()),
        vault,
        log: fakeLog(),
        onChange: () => undefined,
        // As in the window.
        later: setImmediate,
      }),
    session(store, browser = systemBrowser({ press: `Continue as ${people[0]}` }).open) {
      const session = sessionOn({ keyValue: fakeKeyValue(), vault }, { connection, browser, store });
      sessions.push(session);
      return session;
    },
    file: (name) => path.join(folder, name),
    msal: (cachePlugin) =>
      new PublicClientApplication({
        auth: {
          clientId: connection.identity.clientId,
          authority: msalAuthority,
          knownAuthorities: [new URL(msalAuthority).host],
        },
        ...(cachePlugin && { cache: { cachePlugin } }),
      }),
    async signInMsal(application, person) {
      const { open } = systemBrowser({ press: `Continue as ${person}` });
      const { account } = await application.acquireTokenInteractive({ scopes, openBrowser: open });
      if (!account) throw new Error('MSAL has signed nobody in');
      return account;
    },
    async close() {
      for (const session of sessions) session.close();
      await simulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
