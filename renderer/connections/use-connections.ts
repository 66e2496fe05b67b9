import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionSummary } from '../../electron/contract/connections.ts';
import type { Failure } from '../../electron/contract/failure.ts';
import { useServices } from '../services.ts';
import { useCall } from './use-call.ts';

/** The actions on connections, and the failure of the last one. */
export interface ConnectionActions {
  readonly switchTo: (connection: ConnectionSummary) => Promise<void>;
  readonly remove: (connection: ConnectionSummary) => Promise<void>;
  readonly open: () => Promise<void>;
  readonly explore: () => Promise<void>;
  readonly failure: Failure | null;
}

/** `switchTo` and `remove` announce their result in the status region. */
export function useConnections(): ConnectionActions {
  const { t } = useTranslation();
  const { desktop, status } = useServices();
  const { run, failure } = useCall();
  const switchTo = useCallback(
    ({ id, name }: ConnectionSummary) =>
      run(async () => {
        await desktop.call('switchConnection', { id });
        status.set(t('connections.switched', { name }));
      }),
    [desktop, status, t, run],
  );
  const remove = useCallback(
    ({ id, name }: ConnectionSummary) =>
      run(async () => {
        await desktop.call('removeConnection', { id });
        status.set(t('connections.removed', { name }));
      }),
    [desktop, status, t, run],
  );
  const open = useCallback(() => run(() => desktop.call('openConnectionFile')), [desktop, run]);
  const explore = useCallback(() => run(() => desktop.call('exploreSimulator')), [desktop, run]);
  return { switchTo, remove, open, explore, failure };
}
