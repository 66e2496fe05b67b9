import type { Settings } from '../../contract/settings.ts';
import type { DeskPorts } from '../desk/desk-ports.ts';
import { toAppError } from '../errors.ts';

const entry = 'managed-start';

/**
 * Makes starting with the system follow the policy, and the user's setting again once the policy no longer sets it. A
 * refusal of the system is only logged: the window must open anyway.
 */
export function enforceStart(
  { run, storage: { settings }, desktop, policy }: Pick<DeskPorts, 'run' | 'storage' | 'desktop' | 'policy'>,
  wanted: Settings,
): void {
  const isManaged = policy.managed.some(({ key }) => key === 'startWithSystem');
  const wasManaged = settings.get(entry) !== undefined;
  if (!desktop.startWithSystem || (!isManaged && !wasManaged)) return;
  try {
    desktop.startWithSystem(wanted.startWithSystem);
    if (isManaged && !wasManaged) settings.set(entry, 'yes');
    if (!isManaged) settings.remove(entry);
  } catch (error) {
    run.log.warn('starting with the system was refused', { code: toAppError(error).code });
  }
}
