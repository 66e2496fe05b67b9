import type { ConnectionSummary } from '../../electron/contract/connections.ts';
import { useServices } from '../services.ts';
import { useAction } from '../ui/use-action.ts';

/** The actions on connections, one at a time, and the failure of the last one. */
export function useConnections() {
  const { t, desktop, status } = useServices();
  const { run, failure } = useAction((action: () => Promise<unknown>) => action());
  return {
    failure,
    switchTo: ({ id, name }: ConnectionSummary) =>
      run(async () => {
        await desktop.call('switchConnection', { id });
        status.set(t('connections.switched', { name }));
      }),
    remove: ({ id, name }: ConnectionSummary) =>
      run(async () => {
        await desktop.call('removeConnection', { id });
        status.set(t('connections.removed', { name }));
      }),
    open: () => run(() => desktop.call('openConnectionFile')),
    explore: () => run(() => desktop.call('exploreSimulator')),
  };
}
