import type { Settings } from '../../contract/settings.ts';
import { toAppError } from '../errors.ts';
import type { KeyValue, Log } from '../ports.ts';
import type { Policy } from './policy.ts';

const entry = 'managed-start';

export interface ManagedStartParts {
  settings: KeyValue;
  log: Log;
  policy: Policy;
  /** Makes the system start the app, or not any more. */
  startWithSystem?: ((on: boolean) => void) | undefined;
}

/**
 * Makes the system start the app as the organisation has decided; once nobody decides any more, as the person has set
 * it. What the system refuses is logged: the window must open all the same.
 */
export function enforceStart(
  { settings, log, policy, startWithSystem }: ManagedStartParts,
  wanted: Settings,
): void {
  const isManaged = policy.managed.some(({ key }) => key === 'startWithSystem');
  const wasManaged = settings.get(entry) !== undefined;
  if (!startWithSystem || (!isManaged && !wasManaged)) return;
  try {
    startWithSystem(wanted.startWithSystem);
    if (isManaged && !wasManaged) settings.set(entry, 'yes');
    if (!isManaged) settings.delete(entry);
  } catch (error) {
    log.warn('starting with the system was refused', { code: toAppError(error).code });
  }
}
