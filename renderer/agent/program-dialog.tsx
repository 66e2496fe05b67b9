import { type ReactNode, useRef, useState, useSyncExternalStore } from 'react';
import type { AgentChoice, AgentRequest } from '../../electron/contract/agent.ts';
import type { DeskState } from '../../electron/contract/desk.ts';
import type { AgentRight, GrantTerm } from '../../electron/contract/names.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { closeAround, Dialog } from '../ui/dialog.tsx';
import { Facts } from '../ui/facts.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { useAction } from '../ui/use-action.ts';
import { useTold } from '../ui/use-told.ts';
import { AccountChoice, RightChoice, TermChoice } from './program-choices.tsx';
import { RequestTime } from './program-strip.tsx';

/** The dialog in which a person answers the program that asks, while it is open. */
export function ProgramQuestion({ agent }: Pick<DeskState, 'agent'>) {
  const { programRequests } = useServices();
  const { shown } = programRequests;
  const request = useSyncExternalStore(shown.subscribe, shown.get, shown.get);
  if (request === null) return null;
  const waiting = agent.request?.id === request.id ? agent.request : null;
  return <ProgramDialog key={request.id} request={waiting ?? request} isWaiting={waiting !== null} />;
}

interface Props {
  readonly request: AgentRequest;
  /** The program still waits for the answer. */
  readonly isWaiting: boolean;
}

interface Grant extends AgentChoice {
  readonly right: AgentRight;
  readonly term: GrantTerm;
}

/** Closing it is no answer: the program goes on waiting, and the strip leads back here. */
function ProgramDialog(props: Props) {
  const { t, programRequests } = useServices();
  return (
    <Dialog className="program-question" title={t('programs.question')} onClose={programRequests.close}>
      <Question {...props} />
    </Dialog>
  );
}

function Question({ request, isWaiting }: Props) {
  const { t, desktop, programRequests } = useServices();
  const { name } = request;
  const content = useRef<HTMLDivElement>(null);
  const answer = async (send: (id: string) => Promise<unknown>) => {
    await programRequests.answer(send);
    // As Escape does: the focus goes back to where it was.
    closeAround(content.current);
  };
  const allow = useAction(
    useTold(async ({ connectionId, accountId, right, term }: Grant) => {
      await answer((id) => desktop.call('grantProgram', { id, connectionId, accountId, right, term }));
      return t('programs.allowed', { name });
    }),
  );
  const refuse = useAction(
    useTold(async () => {
      await answer((id) => desktop.call('refuseProgram', { id }));
      return t('programs.refused', { name });
    }),
  );
  const busy = allow.pending || refuse.pending;
  const failure = allow.failure ?? refuse.failure;
  const problem = failure !== null && <FailureMessage failure={failure} />;
  return (
    <div ref={content}>
      {isWaiting || busy ? (
        <Answer request={request} busy={busy} onAllow={allow.run} onRefuse={refuse.run}>
          {problem}
        </Answer>
      ) : (
        <Over>{problem}</Over>
      )}
    </div>
  );
}

interface AnswerProps extends Pick<Props, 'request'> {
  readonly busy: boolean;
  readonly onAllow: (grant: Grant) => unknown;
  readonly onRefuse: () => unknown;
  /** What went wrong with the last answer. */
  readonly children: ReactNode;
}

/** Neither button is the one that Enter presses, so nobody allows anything by typing on. */
function Answer({ request, busy, onAllow, onRefuse, children }: AnswerProps) {
  const { t } = useServices();
  const { choices, endsAt } = request;
  const [place, setPlace] = useState(0);
  const [right, setRight] = useState<AgentRight>('calls');
  const [term, setTerm] = useState<GrantTerm>('eight-hours');
  const choice = choices[place];
  return (
    <>
      <p>{t('programs.questionAbout')}</p>
      <Asker request={request} />
      <AccountChoice choices={choices} value={place} onChoose={setPlace} />
      <RightChoice value={right} onChoose={setRight} />
      <TermChoice value={term} onChoose={setTerm} />
      {children}
      <div className="actions dialog-actions">
        <RequestTime endsAt={endsAt} />
        <Button kind="subtle" closes>
          {t('programs.later')}
        </Button>
        <Button busy={busy} onClick={onRefuse}>
          {t('programs.refuse')}
        </Button>
        <Button busy={busy} onClick={() => choice && onAllow({ ...choice, right, term })}>
          {t('programs.allow')}
        </Button>
      </div>
    </>
  );
}

/** Who asks, as it says itself, and the code that tells it from another program with the same name. */
function Asker({ request: { name, path, code } }: Pick<Props, 'request'>) {
  const { t } = useServices();
  return (
    <>
      <Facts
        facts={[
          [t('programs.program'), <bdi key="name">{name}</bdi>],
          [t('programs.path'), path === '' ? '' : <bdi key="path">{path}</bdi>],
        ]}
      />
      <p className="hint">{t('programs.asItSays')}</p>
      <div className="program-code">
        <p>
          <span className="hint">{t('programs.code')}</span>
          <strong aria-hidden="true">{`${code.slice(0, 3)} ${code.slice(3)}`}</strong>
          {/* Digit by digit, instead of one large number. */}
          <span className="visually-hidden">{[...code].join(' ')}</span>
        </p>
        <p>{t('programs.compare')}</p>
      </div>
    </>
  );
}

/** The request has ended without an answer while the dialog was open. */
function Over({ children }: Pick<AnswerProps, 'children'>) {
  const { t } = useServices();
  return (
    <>
      <p role="alert">{t('programs.over')}</p>
      {children}
      <div className="actions dialog-actions">
        <Button kind="primary" autoFocus closes>
          {t('action.close')}
        </Button>
      </div>
    </>
  );
}
