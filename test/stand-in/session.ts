/** `electron.session`: what belongs to one profile. Partitions have their own schemes, handlers and fetch. */
import type { Session as ElectronSession } from 'electron';
import { preventable } from './events.ts';
import { host, runningBrowser } from './host.ts';
import { Loud, loud } from './loud.ts';
import { createFetch } from './net.ts';
import { createSchemes, type Schemes } from './protocol.ts';
import { toApp } from './url-map.ts';
import type { WebContents } from './web-contents.ts';

type RequestHandler = Parameters<ElectronSession['setPermissionRequestHandler']>[0];
type Permission = Parameters<NonNullable<RequestHandler>>[1];

/** Chromium's names of the permissions that a page can ask for, by Electron's. */
const permissions: [Permission, string[]][] = [
  ['geolocation', ['geolocation']],
  ['notifications', ['notifications']],
  ['clipboard-read', ['clipboard-read']],
  ['clipboard-sanitized-write', ['clipboard-write']],
  ['media', ['microphone', 'camera']],
  ['midi', ['midi']],
  ['display-capture', ['display-capture']],
  ['idle-detection', ['idle-detection']],
  ['window-management', ['window-management']],
  ['local-fonts', ['local-fonts']],
];

/** A session of the app. */
export class Session extends Loud {
  readonly schemes: Schemes = createSchemes(() => this.emit('schemes-changed'));
  readonly protocol = this.schemes.api;
  readonly fetch = createFetch(this.schemes);
  private onRequest: RequestHandler = null;
  private spellChecker = true;
  private userAgent = '';
  private partition: string;

  constructor(partition: string) {
    super();
    this.partition = partition;
  }

  setPermissionRequestHandler = (handler: RequestHandler): void => {
    this.onRequest = handler;
  };
  setSpellCheckerEnabled = (enabled: boolean): void => {
    this.spellChecker = enabled;
  };
  isSpellCheckerEnabled = (): boolean => this.spellChecker;
  setUserAgent = (userAgent: string): void => {
    this.userAgent = userAgent;
  };
  getUserAgent = (): string => this.userAgent;
  isPersistent = (): boolean => this.partition === '' || this.partition.startsWith('persist:');
  getStoragePath = (): string | null =>
    this.isPersistent() ? (host.app?.getPath('userData') ?? null) : null;
  resolveProxy = async (): Promise<string> => 'DIRECT';

  // Chromium asks nobody here: what was not allowed beforehand is refused.
  setPermissionCheckHandler = (): void => {};
  setDevicePermissionHandler = (): void => {};
  setDisplayMediaRequestHandler = (): void => {};
  // There are no connections, proxies or caches but Node's own.
  closeAllConnections = async (): Promise<void> => {};
  forceReloadProxyConfig = async (): Promise<void> => {};
  setProxy = async (): Promise<void> => {};
  clearCache = async (): Promise<void> => {};
  allowNTLMCredentialsForDomains = (): void => {};

  clearStorageData = async (): Promise<void> => {
    const pages = [...host.contents.values()].filter((contents) => contents.session === this);
    await Promise.all(pages.map((contents) => contents.clearStorage()));
  };

  /**
   * Chromium cannot ask when the page does, so the handler is asked about every permission before an origin is shown. Without
   * a handler everything is allowed, as in Electron.
   */
  async applyPermissions(contents: WebContents, origin: string): Promise<void> {
    const { cdp } = runningBrowser();
    const decide = async ([permission, names]: [Permission, string[]]) => {
      const setting = (await this.ask(contents, permission, toApp(origin))) ? 'granted' : 'denied';
      const set = (name: string) =>
        cdp.send('Browser.setPermission', { origin, permission: { name }, setting });
      await Promise.all(names.map((name) => set(name).catch(() => {}))); // older versions lack some names
    };
    await Promise.all(permissions.map(decide));
  }

  private ask(contents: WebContents, permission: Permission, origin: string): Promise<boolean> {
    const handler = this.onRequest;
    if (!handler) return Promise.resolve(true);
    const details = { requestingUrl: `${origin}/`, isMainFrame: true };
    // The handler gets the stand-in's WebContents, which has a part of the real one's members.
    return new Promise((resolve) =>
      handler(contents as unknown as Electron.WebContents, permission, resolve, details),
    );
  }
}

const sessions = new Map<string, Session>();

function fromPartition(partition: string): Session {
  const known = sessions.get(partition);
  if (known) return known;
  const created = new Session(partition);
  sessions.set(partition, created);
  host.app?.emit('session-created', created);
  return created;
}

/** `electron.session`. */
export const session = loud('session', {
  get defaultSession() {
    return fromPartition('');
  },
  fromPartition,
} satisfies Record<keyof Pick<typeof Electron.session, 'defaultSession' | 'fromPartition'>, unknown>);

/** Tells the session of a download that this page started; a prevented one is cancelled. */
export async function watchDownloads(contents: WebContents): Promise<void> {
  const { cdp } = runningBrowser();
  cdp.on('Browser.downloadWillBegin', ({ frameId, guid, url, suggestedFilename }) => {
    if (contents.isDestroyed() || frameId !== contents.mainFrame.id) return;
    const cancel = () => void cdp.send('Browser.cancelDownload', { guid }).catch(() => {}); // it may be done by now
    const item = { getURL: () => toApp(url), getFilename: () => suggestedFilename, cancel };
    const event = preventable({});
    contents.session.emit('will-download', event, loud('DownloadItem', item), contents);
    if (event.defaultPrevented) cancel();
  });
  await cdp.send('Browser.setDownloadBehavior', { behavior: 'default', eventsEnabled: true });
}
