import { useCallback, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionState } from '../../electron/contract/session.ts';
import { useServices } from '../services.ts';
import { CopyToken, useCopyToken } from '../token/copy-token.tsx';
import { Button } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { CheckIcon, KeyIcon, OpenIcon, PeopleIcon, PersonAddIcon } from '../ui/icons.tsx';
import { useAction } from '../ui/use-action.ts';
import { useSwitch } from './use-switch.ts';

/** The "Accounts" button and its popover: signed-in accounts, the token, adding one, signing out of the browser. */
export function AccountsMenu({ session }: { readonly session: SessionState }) {
  const { t } = useTranslation();
  const { desktop, pasting } = useServices();
  const id = useId();
  const [open, setOpen] = useState(false);
  const { switchTo, ...switching } = useSwitch();
  const add = useAction(useCallback(() => desktop.call('addAccount'), [desktop]));
  const leave = useAction(useCallback(() => desktop.call('signOutEverywhere'), [desktop]));
  const copy = useCopyToken();
  const failure = switching.failure ?? add.failure ?? leave.failure ?? copy.failure;
  return (
    <div className="accounts">
      <Button kind="subtle" icon={<PeopleIcon />} opens={id}>
        {t('account.menu')}
      </Button>
      <section
        id={id}
        popover="auto"
        className="popover accounts-popover"
        aria-label={t('account.menu')}
        onBeforeToggle={(event) => setOpen(event.newState === 'open')}
      >
        {open && (
          <>
            <Entries session={session} menu={id} onSwitch={switchTo} />
            <div className="accounts-actions">
              <CopyToken copy={copy} menu={id} />
              <Button kind="subtle" icon={<PersonAddIcon />} opens={id} busy={add.pending} onClick={add.run}>
                {t('account.add')}
              </Button>
              <Button kind="subtle" icon={<KeyIcon />} opens={id} onClick={() => pasting.set('')}>
                {t('pasted.open')}
              </Button>
              {session.browserSignOut && (
                <Button kind="subtle" icon={<OpenIcon />} opens={id} busy={leave.pending} onClick={leave.run}>
                  {t('account.signOutEverywhere')}
                </Button>
              )}
            </div>
          </>
        )}
      </section>
      {failure !== null && session.problem?.code !== failure.code && failure.code !== 'cancelled' && (
        <div className="account-failure">
          <FailureMessage failure={failure} />
        </div>
      )}
    </div>
  );
}

interface EntriesProps {
  readonly session: SessionState;
  /** The id of the popover, which closes on a choice. */
  readonly menu: string;
  readonly onSwitch: (account: SessionState['accounts'][number]) => unknown;
}

function Entries({ session, menu, onSwitch }: EntriesProps) {
  const { t } = useTranslation();
  return (
    <ul className="accounts-list" aria-label={t('account.list')}>
      {session.accounts.map((account) => {
        const current = account.id === session.account?.id;
        const names = (
          <span className="account-names">
            <span className="identity-text">{account.name || t('pasted.unnamed')}</span>
            {account.pasted && <span className="identity-text hint">{t('pasted.tag')}</span>}
            {account.email !== null && <span className="identity-text hint">{account.email}</span>}
          </span>
        );
        return (
          <li key={account.id} aria-current={current || undefined}>
            {current ? (
              <span className="account-entry">
                <CheckIcon />
                {names}
                <span className="visually-hidden">({t('account.current')})</span>
              </span>
            ) : (
              <button
                type="button"
                className="account-entry"
                popoverTarget={menu}
                onClick={() => onSwitch(account)}
              >
                {names}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
