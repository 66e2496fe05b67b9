import { app, type Session, session, type WebContents } from 'electron';
import { appOrigin } from './protocol.ts';

/** Applies to every page and session: no permissions, no new windows, nothing embedded, no navigation away (R3–R5). */
export function harden(): void {
  app.on('web-contents-created', (_event, contents) => hardenContents(contents));
  app.on('session-created', hardenSession);
  // No client certificate is sent unasked; Electron would send the first one that fits.
  app.on('select-client-certificate', (event, _contents, _url, _list, callback) => {
    event.preventDefault();
    callback();
  });
  void app.whenReady().then(() => hardenSession(session.defaultSession));
}

function hardenContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  const stay = (event: { url: string; preventDefault(): void }): void => {
    if (!URL.canParse(event.url) || originOf(event.url) !== appOrigin) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** `URL.origin` is "null" for schemes that Node does not know. */
function originOf(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}

function hardenSession(target: Session): void {
  target.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  target.setPermissionCheckHandler(() => false);
  target.setDevicePermissionHandler(() => false);
  target.setDisplayMediaRequestHandler((_request, answer) => answer(null));
  target.on('will-download', (event) => event.preventDefault());
  // Otherwise each session downloads its dictionary at every start, even if no page checks spelling.
  target.setSpellCheckerLanguages([]);
}
