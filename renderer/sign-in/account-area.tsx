import { useId } from 'react';
import type { Persistence } from '../../electron/contract/desk.ts';
import type { Account, SessionState } from '../../electron/contract/session.ts';
import { useServices } from '../services.ts';
import { Icon } from '../ui/icons.tsx';
import { opener, Popover } from '../ui/popover.tsx';
import { AccountsMenu } from './accounts-menu.tsx';

interface Props {
  readonly account: Account;
  readonly session: SessionState;
  readonly persistence: Persistence;
}

/** Who is signed in, with everything about accounts in one menu, and whether the sign-in is kept. */
export function AccountArea({ account, session, persistence }: Props) {
  const { t } = useServices();
  return (
    <section className="row account" aria-label={t('account.label')}>
      <PersistenceBadge persistence={persistence} />
      <AccountsMenu account={account} session={session} />
    </section>
  );
}

/** Shows that the sign-in is not stored on disk, why, and how to change that (R23). Hidden for a simulated one. */
function PersistenceBadge({ persistence }: { readonly persistence: Persistence }) {
  const { t } = useServices();
  const id = useId();
  if (persistence.kind === 'encrypted' || persistence.reason === 'simulated') return null;
  const { reason } = persistence;
  return (
    <div className="persistence">
      <button type="button" className="persistence-badge" title={t('persistence.badge')} {...opener(id)}>
        <Icon name="warning" />
        <span className="button-text">{t('persistence.badge')}</span>
      </button>
      <Popover id={id} label={t('persistence.badge')}>
        <p>
          <strong>{t(`persistence.reasons.${reason}.why`)}</strong>
        </p>
        <p>{t('persistence.meaning')}</p>
        <p>{t(`persistence.reasons.${reason}.fix`)}</p>
      </Popover>
    </div>
  );
}
