import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Persistence } from '../../electron/contract/desk.ts';
import type { Account, SessionState } from '../../electron/contract/session.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { SignOutIcon } from '../ui/icons.tsx';
import { useAction } from '../ui/use-action.ts';
import { useTimes } from '../ui/use-times.ts';
import { AccountsMenu } from './accounts-menu.tsx';
import { PersistenceBadge } from './persistence-badge.tsx';

interface Props {
  readonly account: Account;
  readonly session: SessionState;
  readonly persistence: Persistence;
}

/** Who is signed in and until when, the other accounts, and the sign-out button. */
export function AccountArea({ account, session, persistence }: Props) {
  const { t } = useTranslation();
  const { desktop } = useServices();
  const signOut = useAction(useCallback(() => desktop.call('signOut'), [desktop]));
  return (
    <section className="account" aria-label={t('account.label')}>
      <PersistenceBadge persistence={persistence} />
      <Identity account={account} />
      <AccountsMenu session={session} />
      <Button icon={<SignOutIcon />} busy={signOut.pending} onClick={signOut.run}>
        {t('account.signOut')}
      </Button>
      {signOut.failure !== null && (
        <div className="account-failure">
          <FailureMessage failure={signOut.failure} />
        </div>
      )}
    </section>
  );
}

function Identity({ account }: Pick<Props, 'account'>) {
  const { t } = useTranslation();
  const times = useTimes();
  const renewed = t(account.pasted ? 'pasted.notRenewed' : 'account.renewed');
  return (
    <div className="identity" title={t('account.unverified')}>
      <p className="identity-name">
        <span className="identity-text">{account.name || t('pasted.unnamed')}</span>
        {account.pasted && <span className="tag">{t('pasted.tag')}</span>}
        {account.employee === true && <span className="tag">{t('account.employee')}</span>}
        <span className="visually-hidden">({t('account.unverified')})</span>
      </p>
      <p className="identity-more">
        {account.email !== null && <span className="identity-text">{account.email}</span>}
        {account.expiresAt !== null && (
          <span className="identity-session" title={renewed}>
            {t('account.sessionUntil', { time: times.clock(account.expiresAt) })}
            <span className="identity-renewed">, {renewed}</span>
          </span>
        )}
      </p>
    </div>
  );
}
