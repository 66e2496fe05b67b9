import type { DeskStore } from './desk-store.ts';
import type { DesktopClient } from './desktop.ts';
import { idleMoment } from './units/loading/idle.ts';

/** Tells main once that the window has painted the restored session and the saved list, if there are any. */
export function tellPainted(desktop: Pick<DesktopClient, 'call'>, { state }: Pick<DeskStore, 'state'>): void {
  const stop = state.subscribe(() => {
    const known = state.get();
    if (known === null || known.session.phase === 'restoring') return;
    stop();
    void idleMoment().then(() => desktop.call('painted'));
  });
}
