import type { SetupStart } from '../connections/setup/setup-fields.ts';
import type { DeskStore } from '../desk-store.ts';
import { observable } from '../observable.ts';

/**
 * Whether the settings are shown. The screen below stays as it is, with what is typed and selected there. They close
 * for what the user has to see at once: a sign-in that begins, and the set-up of a connection.
 */
export function createSettingsOpen(
  desk: Pick<DeskStore, 'state'>,
  setup: Pick<ReturnType<typeof observable<SetupStart | null>>, 'get' | 'subscribe'>,
) {
  const open = observable(false);
  let wasSigningIn = false;
  desk.state.subscribe(() => {
    const phase = desk.state.get()?.session.phase;
    const signingIn = phase === 'starting' || phase === 'waiting' || phase === 'completing';
    if (signingIn && !wasSigningIn) open.set(false);
    wasSigningIn = signingIn;
  });
  setup.subscribe(() => {
    if (setup.get() !== null) open.set(false);
  });
  return open;
}
