import { useSyncExternalStore } from 'react';
import type { DeskState } from '../../../electron/contract/desk.ts';
import { useServices } from '../../services.ts';
import { FailureMessage, MessageBar } from '../../ui/failure-message.tsx';
import { ExportStatus } from '../export/export-status.tsx';
import { ListFailure } from '../loading/list-failure.tsx';
import type { ListState } from '../loading/units-list.ts';
import { listNotices } from './list-notices.tsx';
import { NoticeStack } from './notice-stack.tsx';
import { useNotices } from './use-notices.tsx';

interface Props {
  readonly state: DeskState;
  readonly list: ListState;
  /** There is no table below. */
  readonly alone: boolean;
}

/** What has to be said about the units: in one line above the table, in full where there is no table. */
export function Messages({ state, list, alone }: Props) {
  return (
    <div className={alone ? 'messages alone' : 'messages'}>
      <ExportStatus />
      {alone ? <InFull state={state} list={list} /> : <InOneLine state={state} list={list} />}
    </div>
  );
}

function InOneLine({ state, list }: Omit<Props, 'alone'>) {
  return <NoticeStack notices={useNotices(state, list)} />;
}

function InFull({ state, list }: Omit<Props, 'alone'>) {
  const { t, units, viewFailure } = useServices();
  const { connectionProblem, session } = state;
  const notKept = useSyncExternalStore(viewFailure.subscribe, viewFailure.get);
  // The list shows the same problem already, with buttons for it.
  const sessionProblem = session.problem?.code === list.failure?.code ? null : session.problem;
  return (
    <>
      {connectionProblem !== null && <FailureMessage failure={connectionProblem} />}
      {sessionProblem !== null && <FailureMessage failure={sessionProblem} />}
      <ListFailure list={list} subscriptionKey={state.subscriptionKey} />
      {notKept !== null && <FailureMessage failure={notKept} />}
      {listNotices(list, units.size, t).map(({ key, note, ...rest }) => (
        <MessageBar key={key} {...rest}>
          <p>{note}</p>
        </MessageBar>
      ))}
    </>
  );
}
