import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskState } from '../../electron/contract/desk.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { useAction } from '../ui/use-action.ts';

/** The state of a proxy that requires a password; renders nothing without one. */
export function ProxySetting({ proxy }: Pick<DeskState, 'proxy'>) {
  const { t } = useTranslation();
  const { desktop } = useServices();
  const isSignedIn = proxy?.phase === 'signed-in';
  const action = useAction(
    useCallback(() => desktop.call(isSignedIn ? 'forgetProxies' : 'askProxyAgain'), [desktop, isSignedIn]),
  );
  if (!proxy) return null;
  return (
    <fieldset className="choice">
      <legend>{t('proxy.setting')}</legend>
      <p className="hint">{t(isSignedIn ? 'proxy.signedIn' : 'proxy.about', { proxy: proxy.address })}</p>
      <div>
        <Button busy={action.pending} onClick={action.run}>
          {t(isSignedIn ? 'proxy.forget' : 'proxy.enter')}
        </Button>
      </div>
      {action.failure !== null && <FailureMessage failure={action.failure} />}
    </fieldset>
  );
}
