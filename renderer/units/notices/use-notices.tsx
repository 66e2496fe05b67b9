import { useSyncExternalStore } from 'react';
import type { DeskState } from '../../../electron/contract/desk.ts';
import type { Failure } from '../../../electron/contract/failure.ts';
import { useServices } from '../../services.ts';
import { SubscriptionKey } from '../../sign-in/subscription-key.tsx';
import { ListRemedy, listProblem, needsKey } from '../loading/list-failure.tsx';
import type { ListState } from '../loading/units-list.ts';
import { listNotices } from './list-notices.tsx';
import type { UnitsNotice } from './notice.ts';

type Part = Pick<DeskState, 'connectionProblem' | 'session' | 'subscriptionKey'>;

/** What has to be said above a table with rows: failures, and what the list lacks. */
export function useNotices(state: Part, list: ListState): UnitsNotice[] {
  const { t, viewFailure, panes, units, list: loading } = useServices();
  const notKept = useSyncExternalStore(viewFailure.subscribe, viewFailure.get);
  const notFolded = useSyncExternalStore(panes.failure.subscribe, panes.failure.get);
  const retryAt = useSyncExternalStore(loading.retryAt.subscribe, loading.retryAt.get);
  const problem = listProblem(list, state.subscriptionKey);
  const failure = (key: string, of: Failure | null): UnitsNotice[] =>
    of === null ? [] : [{ key, failure: of }];
  const listFailed: UnitsNotice[] =
    problem === null
      ? []
      : [
          {
            key: 'list',
            failure: problem,
            retryAt: list.phase === 'loading' ? null : retryAt,
            ...(state.subscriptionKey === 'set' && {
              actions: <ListRemedy failure={problem} busy={list.phase === 'loading'} />,
            }),
            ...(units.size > 0 && { note: t('units.keptTitle'), asOf: list.fetchedAt }),
            ...(needsKey(problem) && {
              remedy: <SubscriptionKey onSaved={() => void loading.refresh()} />,
            }),
          },
        ];
  return [
    ...listFailed,
    ...failure('connection', state.connectionProblem),
    // The list shows the same problem already, with buttons for it.
    ...failure('session', state.session.problem?.code === list.failure?.code ? null : state.session.problem),
    ...failure('view', notKept),
    ...failure('panes', notFolded),
    ...listNotices(list, units.size, t),
  ];
}
