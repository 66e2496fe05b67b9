import type { Handlers } from '../contract/calls.ts';
import type { DeskState } from '../contract/desk.ts';
import type { Trouble } from '../contract/names.ts';
import { createAgent } from './agent/agent.ts';
import { createCopyShortcut } from './clipboard/copy-shortcut.ts';
import { createTokenCopy, type TokenCopy } from './clipboard/token-copy.ts';
import { guardWays } from './connection/allowed-hosts.ts';
import { createConnectionCalls } from './connections/connection-calls.ts';
import { type Connections, createConnections } from './connections/connections.ts';
import { createSetups, type Setups } from './connections/setups.ts';
import { createAccountCalls } from './desk/account-calls.ts';
import type { DeskPorts } from './desk/desk-ports.ts';
import { createMenuCalls } from './desk/menu-calls.ts';
import { mergeSlices, passedOn } from './desk/slices.ts';
import { createTroubles } from './desk/troubles.ts';
import { connected, createWorkplaceOpener, goOn, isSigningIn, workplaceState } from './desk/workplaces.ts';
import { createSupport } from './diagnostics/support.ts';
import { createExports } from './export/exports.ts';
import { createPaper } from './export/paper.ts';
import { regionalOf } from './export/regional.ts';
import { createDeskSaving } from './export/saving.ts';
import { createHandOverCalls } from './incidents/hand-over.ts';
import { isQuiet } from './incidents/quiet-hours.ts';
import { createProxySignIn } from './proxy/proxy-sign-in.ts';
import { createDeskSettings } from './settings/desk-settings.ts';
import { createViews } from './settings/views.ts';
import type { SealedStore } from './storage/sealed-store.ts';
import { createAskedUnit } from './units/asked-unit.ts';
import type { Outages } from './units/unit-watch.ts';
import { createWall } from './wall/wall.ts';

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
  /** Of the watched units; null without a connection. */
  outages(): Outages | null;
  /** Has the page show a unit of its list, or say that it has none such. */
  showUnit(id: string): void;
  /** Reports an internal problem; the window shows it until the user has seen it. */
  tell(trouble: Trouble): void;
  /** Resolves when everything is on the disk. */
  close(): Promise<void>;
}

/** Creates the features from the ports that they need, and combines their calls and their parts of the state. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: the list of the features
export function createDesk(ports: DeskPorts): Desk {
  const { run, storage, desktop, policy, send } = ports;
  function onChange(): void {
    agent.follow();
    send('stateChanged', state());
  }
  const here = () => connections.current();
  const current = () => connected(here());
  let store: SealedStore | undefined;
  function secrets(): SealedStore {
    store ??= storage.secrets({ onChange, onLost: troubles.lost, onForeign: troubles.foreign });
    return store;
  }
  const proxy = createProxySignIn(ports, { store: secrets, onChange, onOpened: () => goOn(here()) });
  const outside = { ...ports, ways: guardWays(proxy.ways, policy.hosts) };
  const settings = createDeskSettings(ports, createCopyShortcut(desktop.registerShortcut), onChange);
  const { language } = settings;
  const saving = createDeskSaving(ports, language);
  const exports = createExports(saving, () => regionalOf(run.regionalLocale));
  const open = createWorkplaceOpener(outside, {
    ...{ language, saving, current: here, onChange },
    isQuiet: () => isQuiet(settings.current().quietHours, run.clock.now()),
  });
  const connections = createConnections(ports, {
    secrets,
    open,
    language,
    onLeave: exports.cancelAll,
    onChange,
  });
  const troubles = createTroubles(onChange, exports.cancelAll, connections.hasForeign());
  const tokenCopy = createTokenCopy(desktop.clipboard, run, settings.current, onChange);
  const links = createAskedUnit(onChange);
  const setups = createSetups(outside, { connections, current, saving, askUnit: links.ask, onChange });
  const wall = createWall(ports, onChange);
  // On the wall display nobody sees what a program asks.
  const isInFront = () => desktop.isInFront() && !wall.state().wall.isOn;
  const programs = { ...outside, desktop: { ...desktop, isInFront } };
  const agent = createAgent(programs, { secrets, settings, connections, onChange });
  const state = (): DeskState => ({ version: run.version, ...all.state() });
  const all = mergeSlices([
    createSupport(outside, { current, state, saving, willTry: proxy.reconsider }),
    exports,
    createPaper(saving, desktop.printPage),
    setups,
    ports.updates({ isBusy: () => isSigningIn(here()), onChange }),
    connections,
    createConnectionCalls(ports, { connections, current, tokenCopy }),
    createAccountCalls(outside, {
      current,
      exports,
      tokenCopy,
      willTry: proxy.reconsider,
      assertAgreed: connections.assertAgreed,
    }),
    { state: () => workplaceState(here()), wake: () => here()?.wake() },
    passedOn(['units', 'live', 'notes', 'ledger', 'incidents', 'console', 'rows'], () => current().calls),
    createMenuCalls(ports),
    { calls: createHandOverCalls(ports, { current, saving, language }) },
    createViews(storage.settings, onChange),
    agent,
    proxy,
    settings,
    links,
    wall,
    troubles,
  ]);
  settings.apply();
  agent.follow();
  return {
    ...connections,
    ...setups,
    handlers: { ...all.calls, getState: state, painted: () => ports.firstPaint.resolve() },
    state,
    publish: onChange,
    copied: tokenCopy,
    outages: () => here()?.watch.outages() ?? null,
    showUnit: links.ask,
    tell: troubles.tell,
    wake: all.wake,
    close: all.close,
  };
}
