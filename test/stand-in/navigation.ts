/** A page's requests: its documents may be refused by the app, its own schemes are answered here. */
import { type CdpSession, isGone, type Protocol } from './cdp.ts';
import { preventable } from './events.ts';
import type { FrameTree } from './frame.ts';
import { host } from './host.ts';
import { NetError, type Schemes } from './protocol.ts';
import { toApp, toWeb } from './url-map.ts';

export interface NavigationOptions {
  session: CdpSession;
  schemes: Schemes;
  tree: FrameTree;
  /** Emits on the contents. */
  emit(event: string, ...args: unknown[]): boolean;
}
export interface Navigation {
  /** To be called again when the schemes have changed. */
  intercept(): Promise<void>;
  /** Shows this address. Rejects as Electron's loadURL does. */
  load(url: string): Promise<void>;
}
type Paused = Protocol.Fetch.requestPausedPayload;

/** Watches the page's requests. */
export function createNavigation(options: NavigationOptions): Navigation {
  const { session, schemes, tree, emit } = options;
  /** Frames whose next document their page asked for, and addresses the app asked for. */
  const requestedByPage = new Set<string>();
  const requestedByApp = new Set<string>();
  const failures = new Map<string, NetError>();
  session.on('Page.frameRequestedNavigation', ({ frameId }) => void requestedByPage.add(frameId));
  session.on('Page.frameStoppedLoading', ({ frameId }) => void requestedByPage.delete(frameId));

  const isRefused = async ({ request, frameId, redirectedRequestId }: Paused): Promise<boolean> => {
    const url = toApp(request.url);
    const isMainFrame = frameId === tree.main.id;
    const ask = (...events: string[]) =>
      events.some((event) => {
        const details = preventable({
          url,
          isMainFrame,
          isSameDocument: false,
          frame: tree.get(frameId) ?? null,
        });
        emit(event, details, url, false, isMainFrame);
        return details.defaultPrevented;
      });
    if (redirectedRequestId) return ask('will-redirect');
    // As in Electron: only for what the page itself starts, not for loadURL, reload or the developer tools.
    if (isMainFrame && requestedByApp.has(url)) return false;
    if (!requestedByPage.has(frameId)) await settle(session);
    if (!requestedByPage.delete(frameId)) return false;
    return ask('will-frame-navigate', ...(isMainFrame ? ['will-navigate'] : []));
  };
  const answer = async (paused: Paused): Promise<unknown> => {
    const { requestId, request, resourceType } = paused;
    const url = toApp(request.url);
    if (resourceType === 'Document' && (await isRefused(paused))) {
      return session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
    }
    if (!schemes.has(url.slice(0, url.indexOf(':'))))
      return session.send('Fetch.continueRequest', { requestId });
    // Chromium asks for it because the scheme looks like https; for Electron's `app:` it does not.
    if (new URL(url).pathname === '/favicon.ico')
      return session.send('Fetch.fulfillRequest', { requestId, responseCode: 204 });
    try {
      return await session.send('Fetch.fulfillRequest', {
        requestId,
        ...(await respond(schemes, url, request)),
      });
    } catch (error) {
      if (isGone(error)) return undefined;
      if (error instanceof NetError) failures.set(url, error);
      else console.error(`stand-in: the handler failed for ${url}:`, error);
      return session.send('Fetch.failRequest', { requestId, errorReason: 'Failed' });
    }
  };
  session.on('Fetch.requestPaused', (paused) => {
    answer(paused).catch((error) => {
      if (!isGone(error)) console.error('stand-in: a request could not be answered:', error);
    });
  });
  return {
    intercept: () => intercept(session, schemes),
    load: async (url) => {
      const target = toApp(toWeb(url, host.schemes)); // the same spelling as in requests: app://host becomes app://host/
      requestedByApp.add(target);
      failures.delete(target);
      try {
        const { errorText, isDownload } = await session.send('Page.navigate', {
          url: toWeb(url, host.schemes),
        });
        if (errorText && !isDownload) throw loadError(failures.get(target), errorText, url);
      } finally {
        requestedByApp.delete(target);
      }
    },
  };
}

async function intercept(session: CdpSession, schemes: Schemes): Promise<void> {
  const own = [...host.schemes]
    .filter(schemes.has)
    .map((scheme) => ({ urlPattern: `https://*.${scheme}.invalid/*` }));
  const documents = { urlPattern: '*', resourceType: 'Document' as const };
  await session.send('Fetch.enable', { patterns: [...own, documents] });
}

/** Events of the page's process arrive apart from those of the browser's. After an answer from the page, all earlier ones are here. */
async function settle(session: CdpSession): Promise<void> {
  const limit = new Promise((resolve) => setTimeout(resolve, 1000).unref());
  await Promise.race([session.send('Runtime.evaluate', { expression: '0' }).catch(() => {}), limit]);
}

async function respond(schemes: Schemes, url: string, request: Protocol.Network.Request) {
  const headers = Object.entries(request.headers).filter(([name]) => !name.startsWith(':'));
  const parts = (request.postDataEntries ?? []).map(({ bytes }) => Buffer.from(bytes ?? '', 'base64'));
  const body = request.hasPostData ? { body: Buffer.concat(parts) } : {};
  const response = await schemes.serve(new Request(url, { method: request.method, headers, ...body }));
  return {
    responseCode: response.status,
    responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  };
}

function loadError(failure: NetError | undefined, text: string, url: string): Error {
  const code = (failure?.message ?? text).replace('net::', '');
  const errno = failure?.errno ?? -2;
  return Object.assign(new Error(`${code} (${errno}) loading '${url}'`), { code, errno, url });
}
