import type { Handlers } from '../contract/calls.ts';
import type { DeskState } from '../contract/desk.ts';
import type { Trouble } from '../contract/names.ts';
import { guardWays } from './connection/allowed-hosts.ts';
import { type Connections, createConnections } from './connections/connections.ts';
import { createSetups, type Setups } from './connections/setups.ts';
import { createCopyShortcut } from './copy-shortcut.ts';
import { createAccountCalls } from './desk/account-calls.ts';
import { createConnectionCalls } from './desk/connection-calls.ts';
import { createConsoleCalls } from './desk/console-calls.ts';
import type { DeskPorts } from './desk/desk-ports.ts';
import { createDeskSettings } from './desk/desk-settings.ts';
import { connected, createWorkplaceOpener, isSigningIn, workplaceState } from './desk/desk-workplace.ts';
import { createProxyWay } from './desk/proxy-way.ts';
import { createSupport } from './desk/support.ts';
import { createTroubles } from './desk/troubles.ts';
import { createUnitCalls } from './desk/unit-calls.ts';
import { createViewCalls } from './desk/view-calls.ts';
import { nodeDisk } from './export/disk.ts';
import { createExports } from './export/exports.ts';
import { createLeftovers } from './export/leftovers.ts';
import { createSaving } from './export/saving.ts';
import { noPolicy } from './settings/policy.ts';
import type { SealedStore } from './storage/sealed-store.ts';
import { createTokenCopy, type TokenCopy } from './token-copy.ts';
import { noUpdates } from './updates.ts';

/** The window's model: what it shows, and what its calls do. Knows nothing of Electron. */
export interface Desk
  extends Pick<Connections, 'use' | 'open' | 'openLast' | 'report'>,
    Pick<Setups, 'offerLink' | 'offerFile'> {
  handlers: Handlers;
  state(): DeskState;
  /** Sends the state again, after something outside of it has changed. */
  publish(): void;
  /** To be called after sleep (R34). */
  wake(): void;
  /** The copied token, for clearing the clipboard. */
  copied: Omit<TokenCopy, 'copy'>;
  /** How many of the watched units are out of service. */
  outOfService(): number;
  /** Reports an internal problem; the window shows it until the user has seen it. */
  tell(trouble: Trouble): void;
  close(): void;
}

/** Creates the features from the ports that they need, and combines their calls and their parts of the state. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: a list of what there is, in the order in which it is made
export function createDesk({ run, storage, desktop, dialogs, send, ...given }: DeskPorts): Desk {
  const { policy = noPolicy } = given;
  const onChange = () => send('stateChanged', state());
  const current = () => connections.current();
  const here = () => connected(connections.current());
  const base = { ...run, settings: storage.settings, policy, current: here, onChange };

  let store: SealedStore | undefined;
  function secrets(): SealedStore {
    store ??= storage.secrets({ onChange, onLost: troubles.lost, onForeign: troubles.foreign });
    return store;
  }
  const proxy = createProxyWay({ ways: given.ways, secrets, log: run.log, onChange, current });
  const ways = guardWays(proxy.ways, policy.hosts);
  const copyShortcut = createCopyShortcut(desktop.registerShortcut);
  const settings = createDeskSettings({ ...base, copyShortcut, desktop });
  const { language } = settings;
  const saving = createSaving({
    choose: (name, kind) => dialogs.chooseExportFile(name, language(), kind),
    disk: nodeDisk,
    clock: run.clock,
    leftovers: createLeftovers({ ...base, disk: nodeDisk }),
  });
  const exports = createExports(saving);
  const open = createWorkplaceOpener({
    ...given,
    run,
    ways,
    send,
    notify: desktop.notify,
    language,
    current,
    onChange,
  });
  const connections = createConnections({
    ...base,
    secrets,
    openWorkplace(...choice) {
      exports.abandon();
      return open(...choice);
    },
  });
  const troubles = createTroubles(onChange, connections.hasForeign() ? 'newer-data' : null);
  const { clipboard } = desktop;
  const tokenCopy = createTokenCopy({
    ...base,
    clipboard,
    seconds: () => settings.current().clipboardSeconds,
  });
  const views = createViewCalls(storage.settings, onChange);
  const setups = createSetups({ ...base, ...ways, connections, saving });
  const known = createConnectionCalls({ ...base, ...dialogs, ...given, policy, connections, tokenCopy });
  const updates = given.updates?.({ isBusy: () => isSigningIn(current()), onChange }) ?? noUpdates;
  const willTry = proxy.reconsider;
  const support = createSupport({
    ...base,
    ...given,
    network: ways.network,
    clipboard,
    troubles,
    willTry,
    state,
    onStep: (step) => send('doctorStep', step),
    saving,
  });
  settings.apply();

  function state(): DeskState {
    return {
      version: run.version,
      ...settings.state(),
      ...connections.state(),
      ...workplaceState(current()),
      ...views.state(),
      ...setups.state(),
      ...known.state(),
      ...proxy.state(),
      ...troubles.state(),
      clipboard: tokenCopy.state(),
      updates: updates.state(),
    };
  }
  const handlers: Handlers = {
    getState: state,
    painted: () => given.firstPaint?.resolve(),
    ...createAccountCalls({ ...base, browser: ways.browser, clipboard, exports, tokenCopy, willTry }),
    ...createUnitCalls({ current: here, exports }),
    ...createConsoleCalls({ current: here, clipboard, saving }),
    ...known.calls,
    ...setups.calls,
    ...proxy.calls,
    ...settings.calls,
    ...views.calls,
    ...support.calls,
    checkForUpdates: () => updates.check(),
    restartToUpdate: () => updates.restart(),
  };
  return {
    ...connections,
    ...setups,
    handlers,
    state,
    publish: onChange,
    copied: tokenCopy,
    outOfService: () => current()?.watch.outOfService() ?? 0,
    tell(trouble) {
      // The page that ended cannot finish its exports.
      if (trouble === 'window-restored') exports.abandon();
      troubles.tell(trouble);
    },
    wake() {
      current()?.session.wake();
      current()?.live.wake();
    },
    close() {
      support.close();
      exports.abandon();
      setups.close();
      updates.close();
      connections.close();
    },
  };
}
