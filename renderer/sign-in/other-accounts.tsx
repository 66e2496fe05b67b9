import { useTranslation } from 'react-i18next';
import type { KnownAccount } from '../../electron/contract/session.ts';
import { Button } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { useSwitch } from './use-switch.ts';

/** The other signed-in accounts, shown when the current sign-in has ended: MAX Desk never switches by itself. */
export function OtherAccounts({ accounts }: { readonly accounts: readonly KnownAccount[] }) {
  const { t } = useTranslation();
  const { switchTo, failure } = useSwitch();
  return (
    <section className="card other-accounts">
      <h2>{t('account.list')}</h2>
      {accounts.map((account) => (
        <Button key={account.id} onClick={() => switchTo(account)}>
          {t('account.continueAs', { name: account.name })}
        </Button>
      ))}
      {failure !== null && <FailureMessage failure={failure} />}
    </section>
  );
}
