import path from 'node:path';
import { app } from 'electron';
import { type Offer, offersIn, offersOfOtherStart } from '../core/connections/offers.ts';
import { argumentsOf } from './single-instance.ts';

/**
 * Collects links and files that the system passes to the app, from the very start: macOS does so before the app is
 * ready. The returned function passes those so far, and all later ones, to `take`. Paths are absolute.
 */
export function collectOffers(argv: readonly string[]): (take: (offer: Offer) => void) => void {
  const early: Offer[] = [];
  let hand = (offer: Offer): unknown => early.push(offer);
  const handAll = (offers: readonly Offer[], folder: string) => {
    for (const { source, value } of offers) {
      hand({ source, value: source === 'file' ? path.resolve(folder, value) : value });
    }
  };
  handAll(offersIn(argv), process.cwd());
  app.on('second-instance', (_event, args, folder, start) =>
    handAll(offersOfOtherStart(argumentsOf(start) ?? args.slice(1)), folder),
  );
  app.on('open-url', (event, value) => {
    event.preventDefault();
    hand({ source: 'link', value });
  });
  app.on('open-file', (event, value) => {
    event.preventDefault();
    hand({ source: 'file', value });
  });
  return (take) => {
    hand = take;
    for (const offer of early.splice(0)) take(offer);
  };
}

/**
 * Registers the app for its links; from source they would open a bare Electron. Not on Linux, where the package's
 * desktop file declares the scheme: older Electrons would run xdg-settings, which on GNOME makes the app the default
 * for every HTML file and blocks the main process for seconds; newer ones would change the user's mimeapps.list.
 */
export function claimLinks(): void {
  if (app.isPackaged && process.platform !== 'linux') app.setAsDefaultProtocolClient('maxdesk');
}
