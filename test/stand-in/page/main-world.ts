/** The half of the stand-in that lives in the page's own world. Sent to the page by its source text. */
import { createBridge } from './bridge.ts';

export interface MainWorldSettings {
  secret: string;
  preloadInSubframes: boolean;
}

/** Takes what the preload exposes, and asks main before a window is opened. Runs before the page's scripts. */
export function startMainWorld({ secret, preloadInSubframes }: MainWorldSettings): void {
  if (window !== window.top && !preloadInSubframes) return;
  const bridge = createBridge(secret, 'main', 'isolated');
  bridge.on('expose', (detail) => {
    const { key, api } = detail as { key: string; api: unknown };
    const value = deepFreeze(bridge.fromWire(api));
    Object.defineProperty(window, key, { value, enumerable: true, configurable: false, writable: false });
  });
  // Chromium cannot be told beforehand to open no window, so the page has to ask; a refused call answers null, as in Electron.
  const ask = (url: string, name = '', features = '') =>
    bridge.fire('open', { url: new URL(url || 'about:blank', document.baseURI).href, name, features });
  const open = (url?: string | URL, name?: string, features?: string) => {
    ask(String(url ?? ''), name, features);
    return null;
  };
  Object.defineProperty(window, 'open', { value: open, writable: true, configurable: true });
  window.addEventListener('click', (event) => askForLink(event, ask));
  window.addEventListener('auxclick', (event) => askForLink(event, ask));
}

/** A link with a target, or clicked with a modifier, would open a window too. */
function askForLink(event: MouseEvent, ask: (url: string, name: string) => void): void {
  const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
  if (!link?.href || event.defaultPrevented) return;
  const elsewhere = link.target !== '' && !['_self', '_top', '_parent'].includes(link.target);
  if (!elsewhere && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button !== 1) return;
  event.preventDefault();
  ask(link.href, link.target);
}

function deepFreeze(value: unknown): unknown {
  if (value && typeof value === 'object') {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}

/** All of this file, to be sent to the page. */
export const mainWorldSource = [startMainWorld, askForLink, deepFreeze];
