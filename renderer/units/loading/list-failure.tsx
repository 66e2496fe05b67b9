import type { Failure } from '../../../electron/contract/failure.ts';
import { useServices } from '../../services.ts';
import { SubscriptionKey } from '../../sign-in/subscription-key.tsx';
import { Button } from '../../ui/button.tsx';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { useAction } from '../../ui/use-action.ts';
import type { ListState } from './units-list.ts';

interface Props {
  readonly list: ListState;
  readonly keyMissing: boolean;
}

const missingKey: Failure = { code: 'api-key-missing', message: '', hint: '', details: {} };

/** Why the list could not be loaded, and what helps: retry, key or sign-in. It stays visible during a retry. */
export function ListFailure({ list, keyMissing }: Props) {
  const { t, units, list: loading } = useServices();
  const failure = list.failure ?? (keyMissing ? missingKey : null);
  if (failure === null) return null;
  const needsKey = failure.code === 'api-key-missing' || failure.code === 'api-key-refused';
  const kept = units.size > 0;
  return (
    <>
      <FailureMessage
        failure={failure}
        silent={list.failure !== null}
        {...(kept && { note: t('units.keptTitle') })}
        {...(!keyMissing && { actions: <Remedy failure={failure} busy={list.phase === 'loading'} /> })}
      />
      {needsKey && (
        <div className="card">
          <SubscriptionKey onSaved={() => void loading.refresh()} />
        </div>
      )}
    </>
  );
}

function Remedy({ failure, busy }: { readonly failure: Failure; readonly busy: boolean }) {
  const { t, desktop, list } = useServices();
  const enter = useAction(() => desktop.call('askProxyAgain'));
  const signIn = useAction(() => desktop.call('signIn'));
  return (
    <>
      {failure.code === 'sign-in-needed' && (
        <Button kind="primary" busy={signIn.pending} onClick={signIn.run}>
          {t('signIn.button')}
        </Button>
      )}
      {failure.code === 'proxy-sign-in' && (
        <Button kind="primary" busy={enter.pending} onClick={enter.run}>
          {t('proxy.enter')}
        </Button>
      )}
      <Button busy={busy} onClick={() => list.refresh()}>
        {t('action.tryAgain')}
      </Button>
    </>
  );
}
