import { useTranslation } from 'react-i18next';
import type { DeskState } from '../../electron/contract/desk.ts';
import { LockIcon } from '../ui/icons.tsx';
import { managedText } from './managed.ts';

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
      <LockIcon />
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
        <LockIcon /> {t('managed.title')}
      </summary>
      <p className="hint">{t('managed.about')}</p>
      <dl>
        {managed.map((each) => (
          <div key={each.key}>
            <dt>{t(`managed.keys.${each.key}`)}</dt>
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
