import path from 'node:path';
import { app } from 'electron';
import { type Offer, offersIn, offersOfOtherStart } from '../core/connections/offers.ts';
import { argumentsOf } from './single-instance.ts';

/**
 * Collects the links and files that the system hands to the app, from its first moment on: macOS does it before the app
 * is ready. The returned function gives them to `take`, those so far and all that come. Paths are absolute.
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
 * Makes links to connections open the installed app; from its sources they would open a bare Electron. Nothing is to be done on
 * Linux, where the package's desktop file declares the scheme: older Electrons would run xdg-settings, which makes the app the
 * default for every HTML file on GNOME and holds up the main process for seconds; newer ones would change the person's mimeapps.list.
 */
export function claimLinks(): void {
  if (app.isPackaged && process.platform !== 'linux') app.setAsDefaultProtocolClient('maxdesk');
}
