import { useCallback, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../electron/contract/failure.ts';
import type { Proposal } from '../../electron/contract/setup.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { MessageBar } from '../ui/message-bar.tsx';
import { useAction } from '../ui/use-action.ts';

/** Asks whether to accept a connection from outside, and lists the hosts that it would contact. Escape declines. */
export function ProposalDialog({ proposal }: { readonly proposal: Proposal }) {
  const { t } = useTranslation();
  const { desktop } = useServices();
  const { id, problem } = proposal;
  const heading = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  const accept = useAction(useCallback(() => desktop.call('acceptProposal', { id }), [desktop, id]));
  const decline = useAction(useCallback(() => desktop.call('declineProposal', { id }), [desktop, id]));
  return (
    <dialog
      ref={dialog}
      className="confirm proposal"
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        void decline.run();
      }}
    >
      <h2 id={heading}>
        {problem === null ? t('proposal.title', { name: proposal.name }) : t('proposal.brokenTitle')}
      </h2>
      <p>{t(`proposal.sources.${proposal.source}`)}</p>
      {problem === null ? (
        <Hosts proposal={proposal} />
      ) : (
        <Broken source={proposal.source} problem={problem} />
      )}
      {accept.failure !== null && <FailureMessage failure={accept.failure} />}
      <div className="confirm-actions">
        <Button kind={problem === null ? 'secondary' : 'primary'} onClick={decline.run}>
          {t(problem === null ? 'proposal.decline' : 'proposal.close')}
        </Button>
        {problem === null && (
          <Button busy={accept.pending} onClick={accept.run}>
            {t('proposal.accept')}
          </Button>
        )}
      </div>
    </dialog>
  );
}

interface BrokenProps {
  readonly source: Proposal['source'];
  readonly problem: Failure;
}

/** Unlike a file, a link cannot be corrected in a text editor. */
function Broken({ source, problem }: BrokenProps) {
  const { t } = useTranslation();
  if (source === 'file' || problem.code !== 'configuration') return <FailureMessage failure={problem} />;
  const instead = {
    title: t('proposal.brokenLink.title'),
    meaning: t('proposal.brokenLink.meaning'),
    next: t('proposal.brokenLink.next'),
  };
  return <FailureMessage failure={problem} instead={instead} />;
}

function Hosts({ proposal }: { readonly proposal: Proposal }) {
  const { t } = useTranslation();
  const { identityHost, apiHost, hubHost, otherHosts, unknownHosts, replaces } = proposal;
  return (
    <>
      <p>{t('proposal.hosts')}</p>
      <dl className="facts">
        <dt>{t('proposal.identityHost')}</dt>
        <dd>{identityHost}</dd>
        {apiHost !== null && (
          <>
            <dt>{t('proposal.apiHost')}</dt>
            <dd>{apiHost}</dd>
          </>
        )}
        {hubHost !== null && (
          <>
            <dt>{t('proposal.hubHost')}</dt>
            <dd>{hubHost}</dd>
          </>
        )}
        {otherHosts.length > 0 && (
          <>
            <dt>{t('proposal.otherHosts')}</dt>
            <dd>{otherHosts.join(', ')}</dd>
          </>
        )}
      </dl>
      {unknownHosts.length > 0 && (
        <MessageBar tone="warning" title={t('proposal.warning')}>
          <p>{t('proposal.warningText', { hosts: unknownHosts.join(', ') })}</p>
        </MessageBar>
      )}
      {replaces !== null && <p>{t('proposal.replaces', { name: replaces })}</p>}
      <p className="hint">{t('proposal.switches')}</p>
    </>
  );
}
