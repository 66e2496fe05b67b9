import { createSession, type Session, type SessionParts } from '../../electron/core/auth/session.ts';
import { systemClock } from '../../electron/core/ports.ts';
import { createSealedStore } from '../../electron/core/storage/sealed-store.ts';
import { type FakeKeyValue, type FakeVault, fakeLog } from './ports.ts';

/** What outlives a process. */
interface Disk {
  keyValue: FakeKeyValue;
  vault: FakeVault;
}

/** A session as a new process would make it: nothing shared but the disk. `parts` replace what it would get. */
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
