import type { DeskState } from '../../../electron/contract/desk.ts';
import type { Failure } from '../../../electron/contract/failure.ts';
import { useServices } from '../../services.ts';
import { SubscriptionKey } from '../../sign-in/subscription-key.tsx';
import { Button } from '../../ui/button.tsx';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { useAction } from '../../ui/use-action.ts';
import type { ListState } from './units-list.ts';

const missingKey: Failure = { code: 'api-key-missing', message: '', hint: '', details: {} };

/** Why there is no current list; null if nothing hinders it. It stays during a retry. */
export function listProblem(
  list: Pick<ListState, 'failure'>,
  key: DeskState['subscriptionKey'],
): Failure | null {
  return list.failure ?? (key === 'missing' ? missingKey : null);
}

/** Whether a subscription key would help. */
export function needsKey({ code }: Pick<Failure, 'code'>): boolean {
  return code === 'api-key-missing' || code === 'api-key-refused';
}

interface Props {
  readonly list: ListState;
  readonly subscriptionKey: DeskState['subscriptionKey'];
}

/** Without any row: why the list could not be loaded, and what helps. */
export function ListFailure({ list, subscriptionKey }: Props) {
  const { list: loading } = useServices();
  const failure = listProblem(list, subscriptionKey);
  if (failure === null) return null;
  return (
    <>
      <FailureMessage
        failure={failure}
        silent={list.failure !== null}
        {...(subscriptionKey === 'set' && {
          actions: <ListRemedy failure={failure} busy={list.phase === 'loading'} />,
        })}
      />
      {needsKey(failure) && (
        <div className="card">
          <SubscriptionKey onSaved={() => void loading.refresh()} />
        </div>
      )}
    </>
  );
}

interface RemedyProps {
  readonly failure: Failure;
  /** The list is being loaded. */
  readonly busy: boolean;
}

/** The buttons that may help: sign-in, the proxy's password, or another try. */
export function ListRemedy({ failure, busy }: RemedyProps) {
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
