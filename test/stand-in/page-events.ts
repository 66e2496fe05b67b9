/** Follows what happens in a page and tells it in Electron's words. */
import type { CdpSession } from './cdp.ts';
import { preventable } from './events.ts';
import type { FrameTree } from './frame.ts';
import { toApp } from './url-map.ts';

export interface PageState {
  destroyed: boolean;
  loading: boolean;
  crashed: boolean;
  /** True once this document was seen, or could have been. */
  painted: boolean;
}
type Emit = (event: string, ...args: unknown[]) => void;

/** Keeps the tree of frames, with their addresses, up to date. */
export function followFrames(page: CdpSession, tree: FrameTree, emit: Emit, state: PageState): void {
  page.on('Page.frameAttached', ({ frameId, parentFrameId }) => void tree.ensure(frameId, parentFrameId));
  page.on('Page.frameDetached', ({ frameId, reason }) => {
    if (reason !== 'swap') tree.remove(frameId); // a swap only moves the frame to another process
  });
  page.on('Page.frameNavigated', ({ frame: about }) => {
    const frame = tree.ensure(about.id, about.parentId);
    if (isErrorPage(about.url)) return; // Electron shows none: it tells the app
    frame.url = toApp(about.url + (about.urlFragment ?? ''));
    frame.origin = toApp(about.securityOrigin || 'null');
    if (frame !== tree.main) return;
    state.painted = false;
    state.crashed = false;
    emit('did-navigate', preventable({}), frame.url, 200, '');
  });
  page.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
    const frame = tree.get(frameId);
    if (!frame) return;
    frame.url = toApp(url);
    emit('did-navigate-in-page', preventable({}), frame.url, frame === tree.main);
  });
}

const isErrorPage = (url: string) => url.startsWith('chrome-error:');

/** Tells of loading and painting, and of what the page logs. */
export function followLoading(page: CdpSession, tree: FrameTree, emit: Emit, state: PageState): void {
  const loading = (frameId: string, value: boolean) => {
    if (frameId !== tree.main.id) return;
    state.loading = value;
    emit(value ? 'did-start-loading' : 'did-stop-loading');
  };
  // What a window shows before the app has loaded anything is nobody's business.
  const isShown = () => tree.main.url !== '';
  const painted = () => {
    if (!isShown()) return;
    if (!state.painted) emit('ready-to-show');
    state.painted = true;
  };
  page.on('Page.frameStartedLoading', ({ frameId }) => loading(frameId, true));
  page.on('Page.frameStoppedLoading', ({ frameId }) => loading(frameId, false));
  page.on('Page.domContentEventFired', () => emit('dom-ready', preventable({})));
  page.on('Page.loadEventFired', () => {
    if (!isShown()) return;
    emit('did-finish-load', preventable({}));
    painted();
  });
  page.on('Page.lifecycleEvent', ({ name, frameId }) => {
    if (name === 'firstPaint' && frameId === tree.main.id) painted();
  });
  page.on('Runtime.consoleAPICalled', ({ type, args }) => {
    const message = args.map((arg) => arg.value ?? arg.description ?? '').join(' ');
    emit(
      'console-message',
      preventable({ level: type === 'log' ? 'info' : type, message, frame: tree.main }),
    );
  });
}
