import type { DeskState, EventName, EventValue, Failure, Handlers, Settings } from '../contract.ts';
import { browserHosts, parseConnection } from './connection/connection-file.ts';
import { type ConnectionText, rememberConnection } from './connection/remembered.ts';
import { AppError, toFailure } from './errors.ts';
import type { Browser, Clipboard, Clock, Http, KeyValue, Log, Notifier } from './ports.ts';
import { localeFor, readSettings, writeSettings } from './settings/settings.ts';
import { createMemoryStore, type SealedStore } from './storage/sealed-store.ts';
import { createTokenCopy, type TokenCopy } from './token-copy.ts';
import { tokenText } from './token-text.ts';
import { type ConnectionChoice, createWorkplace, nobody, type Workplace } from './workplace.ts';

export interface DeskParts {
  version: string;
  /** The system's languages in the person's order, as BCP 47 tags. */
  systemLanguages: readonly string[];
  settings: KeyValue;
  /** Secrets of this computer's person; made when first needed. */
  store: (onChange: () => void) => SealedStore;
  http: Http;
  /** Opens an address in the person's browser if its host is one of these (R6). */
  browser: (url: string, hosts: readonly string[]) => Promise<void>;
  clipboard: Clipboard;
  notify: Notifier;
  clock: Clock;
  log: Log;
  /** Lets the person choose a connection file; undefined when they think better of it. */
  chooseConnectionFile: () => Promise<ConnectionText | undefined>;
  /** Starts the simulated service. Absent where the package leaves it out. */
  startSimulator?: () => Promise<ConnectionChoice>;
  send: <E extends EventName>(event: E, value: EventValue<E>) => void;
  applySettings: (settings: Settings) => void;
  /** Whether the desktop has a tray, so that a hidden window can be found again. */
  tray: () => boolean;
  /** Makes the system start the app, or not any more; throws AppError. Absent where it cannot. */
  startWithSystem?: (on: boolean) => void;
}

/** The window's model: what it shows, and what its calls do. Knows nothing of Electron. */
export interface Desk {
  handlers: Handlers;
  state(): DeskState;
  /** Sends the state once more, after something outside of it has changed. */
  publish(): void;
  /** Makes this connection the current one and restores its session. */
  use(choice: ConnectionChoice): Promise<void>;
  /** Opens a connection file's text. A broken one becomes the state's `connectionProblem`; nothing else changes. */
  open(
    file: ConnectionText,
    options: { remember: boolean; subscriptionKey?: string | undefined },
  ): Promise<void>;
  /** What was copied, for whoever has to take it back. */
  copied: Omit<TokenCopy, 'copy'>;
  /** How many of the watched units are out of service. */
  outOfService(): number;
  /** Shows why there is no (other) connection. */
  report(problem: unknown): void;
  close(): void;
}

export function createDesk(parts: DeskParts): Desk {
  let settings = readSettings(parts.settings);
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
    live: { phase: 'off', since: 0, problem: null },
    view: null,
    savedViews: [],
    watched: [...(workplace?.watch.watched() ?? [])],
    clipboard: tokenCopy.state(),
    desktop: { tray: parts.tray(), loginItem: parts.startWithSystem !== undefined },
  });
  const publish = () => parts.send('stateChanged', state());
  const tokenCopy = createTokenCopy({
    ...parts,
    seconds: () => settings.clipboardSeconds,
    onChange: publish,
  });

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
    });
    workplace = next;
    publish();
    await next.restore();
  }

  /** What was copied goes with whoever signs out (R30), even if that should fail. */
  async function signOut(here: Workplace): Promise<void> {
    const cleared = tokenCopy.clear();
    await here.signOut();
    await cleared;
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
    signOut: () => signOut(current()),
    async signOutEverywhere() {
      const here = current();
      await signOut(here);
      await here.session.signOutOfBrowser();
    },
    getToken: () => current().session.token(),
    async copyToken({ as }) {
      const here = current();
      await tokenCopy.copy(as, () => tokenText(here, as, parts.clock));
    },
    clearClipboard: () => tokenCopy.clear(),
    listUnits: ({ run }) => current().units.list(run),
    cachedUnits: () => current().cachedUnits(),
    cancelUnits: ({ run }) => current().units.cancel(run),
    setSubscriptionKey: ({ key }) => current().setSubscriptionKey(key.trim()),
    changeSettings(change) {
      const next = { ...settings, ...definedOnly(change) };
      // The system comes first: what it refuses is not set.
      if (next.startWithSystem !== settings.startWithSystem) parts.startWithSystem?.(next.startWithSystem);
      settings = next;
      parts.applySettings(settings);
      publish();
      writeSettings(parts.settings, settings);
    },
    unitFields: notYet,
    followUnits: notYet,
    pauseLive: notYet,
    watchUnits: ({ ids, watched }) => current().watch.change(ids, watched),
    keepView: notYet,
    saveViews: notYet,
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
    state,
    publish,
    use,
    open,
    copied: tokenCopy,
    outOfService: () => workplace?.watch.outOfService() ?? 0,
    report,
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
