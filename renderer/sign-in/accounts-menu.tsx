import { useId } from 'react';
import type { KnownAccount, SessionState } from '../../electron/contract/session.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { MenuEntry, Popover } from '../ui/popover.tsx';
import { useAction } from '../ui/use-action.ts';

/** Switches to another account and announces it. */
export function useSwitchAccount() {
  const { t, desktop, status } = useServices();
  return useAction(async ({ id, name }: KnownAccount) => {
    await desktop.call('switchAccount', { id });
    status.set(t('account.switched', { name }));
  });
}

/** The "Accounts" button and its popover: signed-in accounts, the token, adding one, signing out of the browser. */
export function AccountsMenu({ session }: { readonly session: SessionState }) {
  const { t, desktop, pasting } = useServices();
  const id = useId();
  const change = useSwitchAccount();
  const add = useAction(() => desktop.call('addAccount'));
  const edit = useAction(() => desktop.call('editProfile'));
  const leave = useAction(() => desktop.call('signOutEverywhere'));
  // The token's value never enters the page.
  const copy = useAction(() => desktop.call('copyToken', { as: 'token' }));
  const failure = change.failure ?? add.failure ?? edit.failure ?? leave.failure ?? copy.failure;
  return (
    <div className="accounts">
      <Button kind="subtle" icon="people" opens={id}>
        {t('account.menu')}
      </Button>
      <Popover id={id} className="menu accounts-popover" label={t('account.menu')}>
        <ul aria-label={t('account.list')}>
          {session.accounts.map((account) => {
            const current = account.id === session.account?.id ? t('account.current') : null;
            const { name, email, pasted } = account;
            return (
              <li key={account.id} aria-current={current !== null || undefined}>
                <MenuEntry menu={id} current={current} onChoose={() => change.run(account)}>
                  <span className="menu-names">
                    <span className="cut">{name || t('pasted.unnamed')}</span>
                    {pasted && <span className="cut hint">{t('pasted.tag')}</span>}
                    {email !== null && <span className="cut hint">{email}</span>}
                  </span>
                </MenuEntry>
              </li>
            );
          })}
        </ul>
        <div className="menu-actions">
          <Button kind="subtle" icon="clipboard" opens={id} busy={copy.pending} onClick={copy.run}>
            {t('clipboard.copy.token')}
          </Button>
          <Button kind="subtle" icon="person-add" opens={id} busy={add.pending} onClick={add.run}>
            {t('account.add')}
          </Button>
          {session.profileEdit === 'offered' && (
            <Button kind="subtle" icon="edit" opens={id} busy={edit.pending} onClick={edit.run}>
              {t('account.editProfile')}
            </Button>
          )}
          <Button kind="subtle" icon="key" opens={id} onClick={() => pasting.set('')}>
            {t('pasted.open')}
          </Button>
          {session.browserSignOut && (
            <Button kind="subtle" icon="open" opens={id} busy={leave.pending} onClick={leave.run}>
              {t('account.signOutEverywhere')}
            </Button>
          )}
        </div>
      </Popover>
      {failure !== null && session.problem?.code !== failure.code && failure.code !== 'cancelled' && (
        <div className="floating">
          <FailureMessage failure={failure} />
        </div>
      )}
    </div>
  );
}
