import { createSession, type Session, type SessionParts } from '../../electron/core/auth/session.ts';
import { systemClock } from '../../electron/core/ports.ts';
import { createSealedStore } from '../../electron/core/storage/sealed-store.ts';
import { type FakeKeyValue, type FakeVault, fakeLog } from './ports.ts';

/** State that survives a process. */
interface Disk {
  keyValue: FakeKeyValue;
  vault: FakeVault;
}

/** Creates a session like a new process: it shares only the disk. `parts` override the defaults. */
export function sessionOn(
  disk: Disk,
  parts: Partial<SessionParts> & Pick<SessionParts, 'connection' | 'browser'>,
): Session {
  const log = fakeLog();
  return createSession({
    store: createSealedStore({ ...disk, log, onChange: () => undefined }),
    http: fetch,
    clock: systemClock,
    log,
    language: () => 'en',
    onChange: () => undefined,
    ...parts,
  });
}
