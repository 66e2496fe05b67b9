import { useId } from 'react';
import type { Persistence } from '../../electron/contract/desk.ts';
import type { Account, SessionState } from '../../electron/contract/session.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { Icon } from '../ui/icons.tsx';
import { opener, Popover } from '../ui/popover.tsx';
import { useAction } from '../ui/use-action.ts';
import { useTimes } from '../ui/use-now.ts';
import { AccountsMenu } from './accounts-menu.tsx';

interface Props {
  readonly account: Account;
  readonly session: SessionState;
  readonly persistence: Persistence;
}

/** Who is signed in and until when, the other accounts, and the sign-out button. */
export function AccountArea({ account, session, persistence }: Props) {
  const { t, desktop } = useServices();
  const signOut = useAction(() => desktop.call('signOut'));
  return (
    <section className="row account" aria-label={t('account.label')}>
      <PersistenceBadge persistence={persistence} />
      <Identity account={account} />
      <AccountsMenu session={session} />
      <Button icon="sign-out" busy={signOut.pending} onClick={signOut.run}>
        {t('account.signOut')}
      </Button>
      {signOut.failure !== null && (
        <div className="floating">
          <FailureMessage failure={signOut.failure} />
        </div>
      )}
    </section>
  );
}

function Identity({ account }: Pick<Props, 'account'>) {
  const { t } = useServices();
  const times = useTimes();
  const renewed = t(account.pasted ? 'pasted.notRenewed' : 'account.renewed');
  return (
    <div className="identity" title={t('account.unverified')}>
      <p className="row identity-name">
        <strong className="cut">{account.name || t('pasted.unnamed')}</strong>
        {account.pasted && <span className="tag">{t('pasted.tag')}</span>}
        {account.employee === true && <span className="tag">{t('account.employee')}</span>}
        <span className="visually-hidden">({t('account.unverified')})</span>
      </p>
      <p className="row identity-more hint">
        {account.email !== null && <span className="cut identity-email">{account.email}</span>}
        {account.expiresAt !== null && (
          <span className="cut identity-session" title={renewed}>
            {t('account.sessionUntil', { time: times.clock(account.expiresAt, Date.now()) })}
            <span className="identity-renewed">, {renewed}</span>
          </span>
        )}
      </p>
    </div>
  );
}

/** Shows that the sign-in is not stored on disk, why, and how to change that (R23). Hidden for a simulated one. */
function PersistenceBadge({ persistence }: { readonly persistence: Persistence }) {
  const { t } = useServices();
  const id = useId();
  if (persistence.kind === 'encrypted' || persistence.reason === 'simulated') return null;
  const { reason } = persistence;
  return (
    <div>
      <button type="button" className="persistence-badge" {...opener(id)}>
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
