import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../electron/contract/failure.ts';
import type { KnownAccount } from '../../electron/contract/session.ts';
import { failureOf } from '../desktop.ts';
import { useServices } from '../services.ts';

/** Switches to another account and announces it; `failure` if that did not work. */
export function useSwitch(): { switchTo: (account: KnownAccount) => Promise<void>; failure: Failure | null } {
  const { t } = useTranslation();
  const { desktop, status } = useServices();
  const [failure, setFailure] = useState<Failure | null>(null);
  const switchTo = useCallback(
    async ({ id, name }: KnownAccount) => {
      setFailure(null);
      try {
        await desktop.call('switchAccount', { id });
        status.set(t('account.switched', { name }));
      } catch (cause) {
        setFailure(failureOf(cause));
      }
    },
    [desktop, status, t],
  );
  return { switchTo, failure };
}
