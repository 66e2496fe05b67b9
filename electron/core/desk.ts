import type { DeskState, EventName, EventValue, Failure, Handlers, Settings } from '../contract.ts';
import { browserHosts, parseConnection } from './connection/connection-file.ts';
import { type ConnectionText, rememberConnection } from './connection/remembered.ts';
import { AppError, toFailure } from './errors.ts';
import type { Browser, Clipboard, Clock, Http, KeyValue, Log, Sockets } from './ports.ts';
import { localeFor, readSettings, writeSettings } from './settings/settings.ts';
import { createViews } from './settings/views.ts';
import { createMemoryStore, type SealedStore } from './storage/sealed-store.ts';
import { type ConnectionChoice, createWorkplace, nobody, type Workplace } from './workplace.ts';

export interface DeskParts {
  version: string;
  /** The system's languages in the person's order, as BCP 47 tags. */
  systemLanguages: readonly string[];
  settings: KeyValue;
  /** Secrets of this computer's person; made when first needed. */
  store: (onChange: () => void) => SealedStore;
  http: Http;
  sockets: Sockets;
  /** Opens an address in the person's browser if its host is one of these (R6). */
  browser: (url: string, hosts: readonly string[]) => Promise<void>;
  clipboard: Clipboard;
  clock: Clock;
  log: Log;
  /** Lets the person choose a connection file; undefined when they think better of it. */
  chooseConnectionFile: () => Promise<ConnectionText | undefined>;
  /** Starts the simulated service. Absent where the package leaves it out. */
  startSimulator?: () => Promise<ConnectionChoice>;
  send: <E extends EventName>(event: E, value: EventValue<E>) => void;
  applySettings: (settings: Settings) => void;
}

/** The window's model: what it shows, and what its calls do. Knows nothing of Electron. */
export interface Desk {
  handlers: Handlers;
  /** Makes this connection the current one and restores its session. */
  use(choice: ConnectionChoice): Promise<void>;
  /** Opens a connection file's text. A broken one becomes the state's `connectionProblem`; nothing else changes. */
  open(
    file: ConnectionText,
    options: { remember: boolean; subscriptionKey?: string | undefined },
  ): Promise<void>;
  /** Shows why there is no (other) connection. */
  report(problem: unknown): void;
  /** The computer was asleep (R34). */
  wake(): void;
  close(): void;
}

export function createDesk(parts: DeskParts): Desk {
  let settings = readSettings(parts.settings);
  const views = createViews(parts.settings);
  let workplace: Workplace | undefined;
  let connectionProblem: Failure | null = null;
  let secrets: SealedStore | undefined;
  const language = () => localeFor(settings, parts.systemLanguages);
  parts.applySettings(settings);

  const state = (): DeskState => ({
    version: parts.version,
    locale: language(),
    settings,
    connection: workplace?.summary ?? null,
    connectionProblem,
    subscriptionKey: workplace?.hasSubscriptionKey() ? 'set' : 'missing',
    session: workplace?.session.state() ?? nobody,
    persistence: workplace?.store.persistence() ?? { kind: 'encrypted' },
    connections: [],
live: workplace?.live.state() ?? { phase: 'off', since: 0, problem: null },
    view: views.current(),
    savedViews: views.saved(),
    watched: [],
  });
  const publish = () => parts.send('stateChanged', state());
  /** What holds from now on is shown even if the disk refuses to keep it. */
  const publishing = (change: () => void) => {
    try {
      change();
    } finally {
      publish();
    }
  };

  function current(): Workplace {
    if (workplace) return workplace;
    throw new AppError('configuration', 'There is no connection yet.', {
      hint: 'Open a connection file first.',
    });
  }

  function storeFor(choice: ConnectionChoice): SealedStore {
    if (choice.simulated) return createMemoryStore('simulated');
    secrets ??= parts.store(publish);
    return secrets;
  }

  function browserFor({ connection }: ConnectionChoice): Browser {
    return (url) => parts.browser(url, browserHosts(connection));
  }

  async function use(choice: ConnectionChoice): Promise<void> {
    workplace?.close();
    connectionProblem = null;
    const next = createWorkplace(choice, {
      ...parts,
      store: storeFor(choice),
      browser: browserFor(choice),
      language,
      // One that was left behind has nothing to say any more.
      onChange: () => workplace === next && publish(),
      onPage: (page) => workplace === next && parts.send('unitsPage', page),
      onUpdates: (updates) => workplace === next && parts.send('unitUpdates', { updates }),
    });
    workplace = next;
    publish();
    await next.restore();
  }

  function report(problem: unknown): void {
    connectionProblem = toFailure(problem);
    publish();
  }

  const open: Desk['open'] = async (file, { remember, subscriptionKey }) => {
    try {
      const connection = parseConnection(file.text, file.origin);
      const used = use({ connection, origin: file.origin, simulated: false, subscriptionKey });
      try {
        // Before anything waits: whoever sees the connection may close the window at once.
        if (remember) rememberConnection(parts.settings, file);
      } finally {
        // A disk that refuses is said, and no reason not to work with the connection.
        await used;
      }
    } catch (error) {
      report(error);
    }
  };

  const handlers: Handlers = {
    getState: () => state(),
    signIn: () => current().session.signIn(),
    cancelSignIn: () => current().session.cancelSignIn(),
    openSignInAgain: () => openAgain(current(), parts),
    copySignInLink: () => parts.clipboard.write(signInUrl(current())),
    addAccount: () => current().session.signIn({ another: true }),
    async switchAccount({ id }) {
      const { session, units } = current();
      if (session.state().account?.id !== id) units.cancel();
      await session.switchAccount(id);
    },
    signOut: () => current().signOut(),
    async signOutEverywhere() {
      const here = current();
      await here.signOut();
      await here.session.signOutOfBrowser();
    },
    getToken: () => current().session.token(),
    listUnits: ({ run }) => current().units.list(run),
    cachedUnits: () => current().cachedUnits(),
    cancelUnits: ({ run }) => current().units.cancel(run),
    setSubscriptionKey: ({ key }) => current().setSubscriptionKey(key.trim()),
    changeSettings(change) {
      settings = { ...settings, ...definedOnly(change) };
      parts.applySettings(settings);
      publish();
      writeSettings(parts.settings, settings);
    },
    unitFields: notYet,
    followUnits: ({ ids }) => current().live.follow(ids),
    pauseLive: ({ paused }) => current().live.pause(paused),
    watchUnits: notYet,
    keepView: (view) => publishing(() => views.keep(view)),
    saveViews: (saved) => publishing(() => views.save(saved.views)),
    startExport: notYet,
    exportRows: notYet,
    finishExport: notYet,
    cancelExport: notYet,
    switchConnection: notYet,
    changeConnection: notYet,
    removeConnection: notYet,
    async openConnectionFile() {
      const file = await parts.chooseConnectionFile();
      if (file) await open(file, { remember: true });
    },
    async exploreSimulator() {
      if (!parts.startSimulator)
        throw new AppError('configuration', 'This installation has no simulated service.');
      await use(await parts.startSimulator());
    },
  };
  return {
    handlers,
    use,
    open,
    report,
    wake: () => workplace?.live.wake(),
    close: () => workplace?.close(),
  };
}

function notYet(): never {
  throw new AppError('unexpected', 'Not built yet.');
}

function signInUrl({ session }: Workplace): string {
  const url = session.signInUrl();
  if (url === undefined) throw new AppError('bad-request', 'No sign-in is waiting for the browser.');
  return url;
}

function openAgain(workplace: Workplace, parts: DeskParts): Promise<void> {
  return parts.browser(signInUrl(workplace), browserHosts(workplace.connection));
}

/** `undefined` in a partial object would erase a setting. */
function definedOnly<T extends object>(change: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
