import type { DeskState } from '../../electron/contract/desk.ts';
import type { PolicyKey } from '../../electron/contract/names.ts';
import type { ManagedValue } from '../../electron/contract/settings.ts';
import type { Translate } from '../ui/i18n.ts';

/** The values in the policy's schema. */
type LogLevel = 'error' | 'warn' | 'info' | 'debug';

/** What the organisation has set for this key; undefined if the user decides. */
export function managedValue(
  { managed }: Pick<DeskState, 'managed'>,
  key: PolicyKey,
): ManagedValue | undefined {
  return managed.find((each) => each.key === key);
}

/** A managed value as text in the user's language. */
export function managedText({ key, value }: ManagedValue, t: Translate): string {
  if (Array.isArray(value)) return value.length === 0 ? t('managed.none') : value.join(', ');
  if (typeof value === 'boolean') return t(value ? 'managed.on' : 'managed.off');
  if (key === 'clipboardSeconds') return t('settings.seconds', { count: Number(value) });
  if (key === 'updateDeferralDays') return t('managed.days', { count: Number(value) });
  if (key === 'logLevel') return t(`managed.logLevels.${value as LogLevel}`);
  return String(value);
}
