import type { EventName, EventValue, Handlers } from '../contract/calls.ts';
import type { DeskState } from '../contract/desk.ts';
import type { Trouble } from '../contract/names.ts';
import type { SessionState } from '../contract/session.ts';
import type { Settings } from '../contract/settings.ts';
import { guardWays } from './connection/allowed-hosts.ts';
import { browserHosts } from './connection/connection-file.ts';
import { connectionTextOf } from './connection/connection-link.ts';
import type { ConnectionText } from './connection/known-connections.ts';
import { createProposals } from './connection/proposals.ts';
import { createSetupChecks } from './connection/setup-checks.ts';
import { createSetups } from './connection/setups.ts';
import { tokensPrefix } from './connection/stored-entries.ts';
import type { Shared } from './connection-shares.ts';
import { type Connections, createConnections } from './connections.ts';
import { createCopyShortcut, type RegisterShortcut } from './copy-shortcut.ts';
import { createAccountCalls } from './desk/account-calls.ts';
import { createConnectionCalls } from './desk/connection-calls.ts';
import { createConsoleCalls } from './desk/console-calls.ts';
import { createDeskSettings } from './desk/desk-settings.ts';
import { createProxyWay } from './desk/proxy-way.ts';
import { createSupport } from './desk/support.ts';
import { createUnitCalls } from './desk/unit-calls.ts';
import type { DiagnosticsSource } from './diagnostics/diagnostics.ts';
import type { DoctorNetwork } from './doctor/doctor.ts';
import { AppError } from './errors.ts';
import { nodeDisk } from './export/disk.ts';
import { createExports } from './export/exports.ts';
import { createLeftovers } from './export/leftovers.ts';
import { createSaving, type SaveKind } from './export/saving.ts';
import type { Clipboard, Clock, Http, KeyValue, Log, Notifier, Sockets, SurroundingsState } from './ports.ts';
import type { ProxyDoor } from './proxy/proxy-door.ts';
import { noPolicy, type Policy } from './settings/policy.ts';
import { createViews } from './settings/views.ts';
import type { SealedStore } from './storage/sealed-store.ts';
import { createTokenCopy, type TokenCopy } from './token-copy.ts';
import { noUpdates, type Updates, type UpdatesParts } from './updates.ts';
import { type ConnectionChoice, createWorkplace, nobody, type Workplace } from './workplace.ts';

export interface DeskParts {
  version: string;
  /** The system's languages in the person's order, as BCP 47 tags. */
  systemLanguages: readonly string[];
  settings: KeyValue;
  /** What the organisation has decided; nothing if it is absent. */
  policy?: Policy;
  /** Absent where nobody asks for newer versions. */
  updates?: (parts: Pick<UpdatesParts, 'isBusy' | 'onChange'>) => Updates;
  /** Secrets of this computer's person; made when first needed. */
  store: (
    onChange: () => void,
    onLost: (names: readonly string[]) => void,
    onForeign: () => void,
  ) => SealedStore;
  http: Http;
  /** Absent where requests that a proxy refuses just fail. */
  proxyDoor?: ProxyDoor;
  sockets: Sockets;
  /** Opens an address in the person's browser if its host is one of these (R6). */
  browser: (url: string, hosts: readonly string[]) => Promise<void>;
  clipboard: Clipboard;
  network: DoctorNetwork;
  notify: Notifier;
  clock: Clock;
  log: Log;
  /** Lets the person choose a connection file; undefined when they think better of it. */
  chooseConnectionFile: () => Promise<ConnectionText | undefined>;
  /** Lets the person choose where a file goes; undefined when they think better of it. */
  chooseExportFile: (
    suggestedName: string,
    language: DeskState['locale'],
    kind: SaveKind,
  ) => Promise<string | undefined>;
  /** Starts the simulated service. Absent where the package leaves it out. */
  startSimulator?: () => Promise<ConnectionChoice>;
  send: <E extends EventName>(event: E, value: EventValue<E>) => void;
  applySettings: (settings: Settings) => void;
  /** What of the desktop around the window is there; `publish` is called after it has changed. */
  surroundings: () => SurroundingsState;
  /** Absent where there are no shortcuts of the desktop: then every one is refused. */
  registerShortcut?: RegisterShortcut;
  /** Whether the desktop might take a shortcut and not tell of it. */
  shortcutUncertain?: boolean;
  /** Makes the system start the app, or not any more; throws AppError. Absent where it cannot. */
  startWithSystem?: (on: boolean) => void;
  /** Is resolved when the window shows what there is on disk. Without it nothing waits for that. */
  firstPaint?: PromiseWithResolvers<void>;
  /** What goes into a file of diagnostics, besides what the desk knows. */
  diagnostics?: DiagnosticsSource;
}

/** The window's model: what it shows, and what its calls do. Knows nothing of Electron. */
export interface Desk extends Pick<Connections, 'use' | 'open' | 'openLast' | 'report' | 'close'> {
  handlers: Handlers;
  /** Makes the simulated service the current connection. */
  explore(): Promise<void>;
  /** A link from outside that might hold a connection: the window asks before anything is done with it. */
  offerLink(url: string): Promise<void>;
  /** The same of a file. `read` may throw. */
  offerFile(read: () => Promise<ConnectionText>): Promise<void>;
  /** The computer was asleep (R34). */
  wake(): void;
  state(): DeskState;
  /** Sends the state once more, after something outside of it has changed. */
  publish(): void;
  /** What was copied, for whoever has to take it back. */
  copied: Omit<TokenCopy, 'copy'>;
  /** How many of the watched units are out of service. */
  outOfService(): number;
  /** Something went wrong inside MAX Desk; the window tells it until the person has seen it. */
  tell(trouble: Trouble): void;
}

export function createDesk(given: DeskParts): Desk {
  const policy = given.policy ?? noPolicy;
  const publish = () => given.send('stateChanged', state());
  const store = (onChange: () => void) => given.store(onChange, onLost, onForeign);
  const proxy = createProxyWay(
    { ...given, store },
    { onChange: publish, current: () => connections.current() },
  );
  const parts = guardWays({ ...given, ...proxy.ways }, policy.hosts);
  const connections = createConnections({ ...parts, policy, openWorkplace, onChange: publish });
  const views = createViews(parts.settings);
  const proposals = createProposals({
    kept: connections.kept,
    opened: () => connections.current()?.connection,
    allow: policy.hosts.assertConnection,
    log: parts.log,
    onChange: publish,
  });
  const setupChecks = createSetupChecks(parts);
  const copyShortcut = createCopyShortcut(parts.registerShortcut);
  let trouble: Trouble | null = connections.hasForeign() ? 'newer-data' : null;
  const startSimulator = policy.simulator ? parts.startSimulator : undefined;
  const updates =
    parts.updates?.({
      isBusy: () => isSigningIn(connections.current()?.session.state().phase),
      onChange: publish,
    }) ?? noUpdates;
  const settings = createDeskSettings({ ...parts, policy, copyShortcut, onChange: publish });
  const { language } = settings;
  const saving = createSaving({
    choose: (name, kind) => parts.chooseExportFile(name, language(), kind),
    disk: nodeDisk,
    clock: parts.clock,
    leftovers: createLeftovers({ ...parts, disk: nodeDisk }),
  });
  const exports = createExports(saving);
  const tokenCopy = createTokenCopy({
    ...parts,
    seconds: () => settings.current().clipboardSeconds,
    onChange: publish,
  });
  const support = createSupport({
    ...parts,
    current,
    willTry: proxy.reconsider,
    state,
    onStep: (step) => parts.send('doctorStep', step),
    saving,
  });
  settings.apply();

  function state(): DeskState {
    return {
      version: parts.version,
      locale: language(),
      settings: settings.current(),
      ...connections.state(),
      ...workplaceState(connections.current()),
      view: views.current(),
      savedViews: views.saved(),
      clipboard: tokenCopy.state(),
      desktop: {
        ...parts.surroundings(),
        loginItem: parts.startWithSystem !== undefined,
        shortcut: copyShortcut.state(),
        shortcutUncertain: parts.shortcutUncertain ?? false,
      },
      proxy: proxy.state(),
      proposal: proposals.current(),
      trouble,
      managed: policy.managed,
      simulator: startSimulator !== undefined,
      updates: updates.state(),
    };
  }
  /** What holds from now on is shown even if the disk refuses to keep it. */
  const publishing = (change: () => void) => {
    try {
      change();
    } finally {
      publish();
    }
  };

  function current(): Workplace {
    const workplace = connections.current();
    if (workplace) return workplace;
    throw new AppError('configuration', 'There is no connection yet.', {
      hint: 'Open a connection file first.',
    });
  }

  function openWorkplace(choice: ConnectionChoice, shared: Shared): Workplace {
    exports.abandon();
    const isCurrent = () => connections.current() === next;
    const next: Workplace = createWorkplace(choice, {
      ...parts,
      ...shared,
      browser: (url) => parts.browser(url, browserHosts(choice.connection)),
      language,
      painted: parts.firstPaint?.promise,
      // One that was left behind has nothing to say any more.
      onChange: () => isCurrent() && publish(),
      onPage: (page) => isCurrent() && parts.send('unitsPage', page),
      onUpdates: (updates) => isCurrent() && parts.send('unitUpdates', { updates }),
    });
    return next;
  }

  function tell(next: Trouble | null): void {
    // A page that has ended has left what it was writing.
    if (next === 'window-restored') exports.abandon();
    // There may be thousands in a second, and telling it may itself be one.
    if (next === trouble) return;
    trouble = next;
    publish();
  }

  /** Whoever was signed in is not any more, and would not know why. What else was kept comes again, or is asked for. */
  function onLost(names: readonly string[]): void {
    if (names.some((name) => name.startsWith(tokensPrefix))) tell('sign-in-lost');
  }

  /** What a sign-in or a setting of a newer version would be, this one cannot know. */
  function onForeign(): void {
    tell('newer-data');
  }

  function close(): void {
    support.close();
    exports.abandon();
    setupChecks.close();
    updates.close();
    connections.close();
  }

  /** Throws `managed` where the organisation does not want it, `configuration` where the package leaves it out. */
  async function explore(): Promise<void> {
    if (!policy.simulator)
      throw new AppError('managed', 'Your organisation has switched the simulated service off.', {
        details: { key: 'simulator' },
      });
    if (!startSimulator) throw new AppError('configuration', 'This installation has no simulated service.');
    await connections.use(await startSimulator());
  }

  const handlers: Handlers = {
    getState: state,
    ...createAccountCalls({ ...parts, current, exports, tokenCopy, willTry: proxy.reconsider }),
    ...createUnitCalls({ current, exports }),
    ...createConsoleCalls({
      current,
      clipboard: parts.clipboard,
      saving,
    }),
    ...createConnectionCalls({ ...parts, connections, current, tokenCopy }),
    ...createSetups({
      connections,
      proposals,
      checks: setupChecks,
      hosts: policy.hosts,
      saving,
    }),
    ...proxy.calls,
    changeSettings: settings.change,
    keepView: (view) => publishing(() => views.keep(view)),
    saveViews: (saved) => publishing(() => views.save(saved.views)),
    ...support.calls,
    painted: () => parts.firstPaint?.resolve(),
    dismissTrouble: () => tell(null),
    exploreSimulator: explore,
    checkForUpdates: () => updates.check(),
    restartToUpdate: () => updates.restart(),
  };
  return {
    ...connections,
    handlers,
    explore,
    state,
    publish,
    tell,
    offerLink: (url) => proposals.offer('link', () => ({ text: connectionTextOf(url), origin: '' })),
    offerFile: (read) => proposals.offer('file', read),
    copied: tokenCopy,
    outOfService: () => connections.current()?.watch.outOfService() ?? 0,
    wake() {
      connections.current()?.session.wake();
      connections.current()?.live.wake();
    },
    close,
  };
}

/** What the window is told of one workplace, or of none. */
function workplaceState(here: Workplace | undefined) {
  return {
    subscriptionKey: here?.hasSubscriptionKey() ? 'set' : 'missing',
    session: here?.session.state() ?? nobody,
    persistence: here?.store.persistence() ?? { kind: 'encrypted' },
    live: here?.live.state() ?? { phase: 'off', since: 0, problem: null },
    watched: [...(here?.watch.watched() ?? [])],
  } satisfies Partial<DeskState>;
}

function isSigningIn(phase: SessionState['phase'] = 'signed-out'): boolean {
  return phase === 'starting' || phase === 'waiting' || phase === 'completing';
}
