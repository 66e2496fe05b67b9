import type { Unit } from '../../electron/contract/units.ts';
import { createSharedIdentity } from '../../electron/core/auth/shared-identity.ts';
import { parseConnection } from '../../electron/core/connection/connection-file.ts';
import { createLedgerShelf } from '../../electron/core/ledger/ledger-shelf.ts';
import { systemClock } from '../../electron/core/ports.ts';
import { createSealedStore } from '../../electron/core/storage/sealed-store.ts';
import {
  type AudiencePorts,
  createWorkplace,
  type Workplace,
  type WorkplacePorts,
} from '../../electron/core/workplace.ts';
import { openSocket } from './network.ts';
import { type FakeKeyValue, fakeClipboard, fakeKeyValue, fakeLog, fakeVault } from './ports.ts';
import { systemBrowser } from './system-browser.ts';

/** All ports of a workplace in one type. */
export type WorkplaceFakes = WorkplacePorts['run'] &
  WorkplacePorts['ways'] &
  AudiencePorts &
  Required<Pick<WorkplacePorts, 'timing'>>;

/** A user of one connection over several runs of the app, which share only the disk. */
export interface Operator {
  disk: FakeKeyValue;
  units: Unit[];
  /** Creates the product's core like a new process and restores what is on the disk. */
  begin(parts?: Partial<WorkplaceFakes>): Promise<Workplace>;
  /** Signs in and ends that process. */
  signInOnce(): Promise<void>;
  /** The names of the stored token entries. */
  tokensOnDisk(): string[];
  end(): void;
}

/** @param connection returns the text of a connection file, called at every start */
export function operator(connection: () => string, subscriptionKey: () => string): Operator {
  const disk = fakeKeyValue();
  const vault = fakeVault();
  const units: Unit[] = [];
  const running: Workplace[] = [];

  async function begin(parts: Partial<WorkplaceFakes> = {}): Promise<Workplace> {
    const log = fakeLog();
    const all: WorkplaceFakes = {
      http: fetch,
      sockets: openSocket,
      browser: systemBrowser({ press: 'Continue as Sam Sample' }).open,
      clock: systemClock,
      log,
      language: () => 'en',
      painted: Promise.resolve(),
      onChange: () => undefined,
      notify: () => undefined,
      onPage: (page) => void units.push(...page.units),
      onUpdates: () => undefined,
      timing: {},
      ...parts,
    };
    const store = createSealedStore({ keyValue: disk, vault, log, onChange: () => undefined });
    const workplace = createWorkplace(
      {
        connection: parseConnection(connection(), 'test'),
        origin: null,
        simulated: false,
        subscriptionKey: subscriptionKey(),
      },
      {
        run: all,
        ways: all,
        shared: {
          store,
          identity: createSharedIdentity(),
          ledgers: createLedgerShelf(undefined, store, log),
        },
        audience: all,
        outlets: { clipboard: fakeClipboard(), saving: { save: async () => null } },
        timing: all.timing,
      },
    );
    running.push(workplace);
    await workplace.restore();
    return workplace;
  }

  return {
    disk,
    units,
    begin,
    async signInOnce() {
      const workplace = await begin();
      await workplace.session.signIn();
      workplace.close();
    },
    tokensOnDisk: () => disk.keys().filter((key) => key.includes('tokens')),
    end: () => {
      for (const workplace of running.splice(0)) workplace.close();
    },
  };
}
