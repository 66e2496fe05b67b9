import { useEffect } from 'react';
import { useServices } from '../services.ts';
import { createPace } from '../units/table/pace.ts';
import { applicationMenu } from './application-menu.ts';
import { isMac } from './keys.ts';
import { isCovered, perform } from './perform.ts';
import { findAction } from './registry.ts';
import { sourcesOf } from './sources.ts';
import { useLatestHere } from './use-latest-here.ts';

/** Minimum time between two looks at what is possible, ms: nobody opens a menu sooner. */
const interval = 250;

/** Keeps the application menu as the screen is, in the person's language, and runs what is chosen in it. */
export function useApplicationMenu(): void {
  const latest = useLatestHere();
  const { desktop, desk, t } = useServices();
  useEffect(() => {
    let sent = '';
    const pace = createPace(() => {
      // With the `t` of this language: another one runs this effect again.
      const menus = applicationMenu({ ...latest.current, t }, isMac);
      const text = JSON.stringify(menus);
      if (text === sent || desk.state.get() === null) return;
      sent = text;
      // Main refuses only what does not fit the contract, and the old menu stays.
      desktop.call('showMenu', { menus }).catch(() => undefined);
    }, interval);
    // Not before the first rows are on the screen: the menu bar is hidden, and making it takes main some milliseconds.
    const first = requestIdleCallback(pace.changed, { timeout: 1_000 });
    const unsubscribe = sourcesOf(latest.current)(pace.changed);
    return () => {
      cancelIdleCallback(first);
      pace.stop();
      unsubscribe();
    };
  }, [desktop, desk, t, latest]);
  useEffect(
    () =>
      desktop.on('actionChosen', ({ id }) => {
        const action = findAction(id);
        if (action !== undefined && !isCovered(action)) perform(action, latest.current);
      }),
    [desktop, latest],
  );
}
