import type { DeskState } from '../../electron/contract/desk.ts';
import type { PolicyKey } from '../../electron/contract/names.ts';
import type { ManagedValue } from '../../electron/contract/settings.ts';
import type { Translate } from '../ui/i18n.ts';

/** As the policy's schema has them. */
type LogLevel = 'error' | 'warn' | 'info' | 'debug';

/** What the organisation has decided about this; undefined when it is the person's. */
export function managedValue(
  { managed }: Pick<DeskState, 'managed'>,
  key: PolicyKey,
): ManagedValue | undefined {
  return managed.find((each) => each.key === key);
}

/** A decided value in the person's language. */
export function managedText({ key, value }: ManagedValue, t: Translate): string {
  if (Array.isArray(value)) return value.length === 0 ? t('managed.none') : value.join(', ');
  if (typeof value === 'boolean') return t(value ? 'managed.on' : 'managed.off');
  if (key === 'clipboardSeconds') return t('settings.seconds', { count: Number(value) });
  if (key === 'updateDeferralDays') return t('managed.days', { count: Number(value) });
  if (key === 'logLevel') return t(`managed.logLevels.${value as LogLevel}`);
  return String(value);
}
