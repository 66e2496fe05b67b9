import { useTranslation } from 'react-i18next';
import type { DeskState } from '../../electron/contract/desk.ts';
import type { ManagedValue } from '../../electron/contract/settings.ts';
import type { Translate } from '../ui/i18n.ts';
import { Icon } from '../ui/icons.tsx';

/** The values in the policy's schema. */
type LogLevel = 'error' | 'warn' | 'info' | 'debug';

/** What the organisation has set for this policy key or setting; undefined if the user decides. */
export function managedValue(
  { managed }: Pick<DeskState, 'managed'>,
  key: ManagedValue['key'] | keyof DeskState['settings'],
): ManagedValue | undefined {
  return managed.find((each) => each.key === key);
}

interface Props {
  /** For the `aria-describedby` of the control. */
  readonly id?: string;
  readonly origin: string;
}

/** Notes at a control that the organisation has set it, and where. */
export function ManagedNote({ id, origin }: Props) {
  const { t } = useTranslation();
  return (
    <p id={id} className="hint managed-note">
      <Icon name="lock" />
      <span>{t('managed.by', { origin })}</span>
    </p>
  );
}

/** Everything that the organisation has set, with its origin; renders nothing if that is nothing. */
export function ManagedList({ managed }: Pick<DeskState, 'managed'>) {
  const { t } = useTranslation();
  if (managed.length === 0) return null;
  return (
    <details className="managed">
      <summary>
        <Icon name="lock" /> {t('managed.title')}
      </summary>
      <p className="hint">{t('managed.about')}</p>
      <dl>
        {managed.map((each) => (
          <div key={each.key}>
            <dt className="hint">{t(`managed.keys.${each.key}`)}</dt>
            <dd>
              {managedText(each, t)}{' '}
              <span className="hint">{t('managed.from', { origin: each.origin })}</span>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** A managed value as text in the user's language. */
function managedText({ key, value }: ManagedValue, t: Translate): string {
  if (Array.isArray(value)) return value.length === 0 ? t('managed.none') : value.join(', ');
  if (typeof value === 'boolean') return t(value ? 'managed.on' : 'managed.off');
  if (key === 'clipboardSeconds') return t('settings.seconds', { count: Number(value) });
  if (key === 'updateDeferralDays') return t('managed.days', { count: Number(value) });
  if (key === 'logLevel') return t(`managed.logLevels.${value as LogLevel}`);
  return String(value);
}
