import type { Settings } from '../../contract/settings.ts';
import { toAppError } from '../errors.ts';
import type { KeyValue, Log } from '../ports.ts';
import type { Policy } from './policy.ts';

const entry = 'managed-start';

export interface ManagedStartParts {
  settings: KeyValue;
  log: Log;
  policy: Policy;
  /** Turns starting with the system on or off. */
  startWithSystem?: ((on: boolean) => void) | undefined;
}

/**
 * Makes starting with the system follow the policy, and the user's setting again once the policy no longer sets it. A
 * refusal of the system is only logged: the window must open anyway.
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
