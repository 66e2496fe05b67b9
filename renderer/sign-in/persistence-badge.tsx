import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Persistence } from '../../electron/contract/desk.ts';
import { WarningIcon } from '../ui/icons.tsx';

/** Shows that the sign-in is not stored on disk, why, and how to change that (R23). Hidden for a simulated one. */
export function PersistenceBadge({ persistence }: { readonly persistence: Persistence }) {
  const { t } = useTranslation();
  const id = useId();
  if (persistence.kind === 'encrypted' || persistence.reason === 'simulated') return null;
  const { reason } = persistence;
  return (
    <div className="persistence">
      <button type="button" className="persistence-badge" popoverTarget={id}>
        <WarningIcon />
        <span className="button-text">{t('persistence.badge')}</span>
      </button>
      <section
        id={id}
        popover="auto"
        className="popover persistence-popover"
        aria-label={t('persistence.badge')}
      >
        <p>
          <strong>{t(`persistence.reasons.${reason}.why`)}</strong>
        </p>
        <p>{t('persistence.meaning')}</p>
        <p>{t(`persistence.reasons.${reason}.fix`)}</p>
      </section>
    </div>
  );
}
