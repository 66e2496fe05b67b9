import type { DeskStore } from './desk-store.ts';
import type { DesktopClient } from './desktop.ts';
import { idleMoment } from './units/loading/idle.ts';

/** Tells main, once, that it is on the screen who is signed in, or that nobody is, and what was kept of their list. */
export function tellPainted(desktop: Pick<DesktopClient, 'call'>, { state }: Pick<DeskStore, 'state'>): void {
  const stop = state.subscribe(() => {
    const known = state.get();
    if (known === null || known.session.phase === 'restoring') return;
    stop();
    void idleMoment().then(() => desktop.call('painted'));
  });
}
