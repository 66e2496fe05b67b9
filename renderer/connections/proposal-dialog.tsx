import type { Failure } from '../../electron/contract/failure.ts';
import { unitColumns } from '../../electron/contract/names.ts';
import type { Proposal } from '../../electron/contract/setup.ts';
import { useServices } from '../services.ts';
import { ActionButton, Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Facts } from '../ui/facts.tsx';
import { FailureMessage, MessageBar } from '../ui/failure-message.tsx';
import { useAction } from '../ui/use-action.ts';

/**
 * Shows a connection from outside, with the addresses that it would contact; main asks about new ones before it is used.
 * Escape declines.
 */
export function ProposalDialog({ proposal }: { readonly proposal: Proposal }) {
  const { t, desktop } = useServices();
  const { id, problem } = proposal;
  const decline = useAction(() => desktop.call('declineProposal', { id }));
  return (
    <Dialog
      className="proposal"
      title={problem === null ? t('proposal.title', { name: proposal.name }) : t('proposal.brokenTitle')}
      onCancel={(event) => {
        event.preventDefault();
        void decline.run();
      }}
    >
      <p>{t(`proposal.sources.${proposal.source}`)}</p>
      {problem === null ? (
        <Addresses proposal={proposal} />
      ) : (
        <Broken source={proposal.source} problem={problem} />
      )}
      <div className="actions dialog-actions">
        <Button kind={problem === null ? 'secondary' : 'primary'} onClick={decline.run}>
          {t(problem === null ? 'proposal.decline' : 'action.close')}
        </Button>
        {problem === null && (
          <ActionButton action={() => desktop.call('acceptProposal', { id })}>
            {t('proposal.accept')}
          </ActionButton>
        )}
      </div>
    </Dialog>
  );
}

/** Unlike a file, a link cannot be corrected in a text editor. */
function Broken({ source, problem }: { readonly source: Proposal['source']; readonly problem: Failure }) {
  const { t } = useServices();
  const isLink = source !== 'file' && problem.code === 'configuration';
  const instead = isLink && { instead: t('proposal.brokenLink', { returnObjects: true }) };
  return <FailureMessage failure={problem} {...instead} />;
}

function Addresses({ proposal }: { readonly proposal: Proposal }) {
  const { t } = useServices();
  const { addresses, sharesSignIn, replaces } = proposal;
  const unknown = addresses.filter(({ isKnown }) => !isKnown).map(({ address }) => address);
  const fields = unitColumns.flatMap((column) => {
    const path = proposal.fields[column];
    return path === undefined ? [] : [`${t(`units.columns.${column}`)}: ${path || '–'}`];
  });
  const statuses = Object.entries(proposal.statuses).map(
    ([status, condition]) => `${status}: ${t(`units.labels.condition.${condition}`)}`,
  );
  return (
    <>
      <p>{t('proposal.addresses')}</p>
      <Facts
        facts={[
          ...addresses.map(({ use, address }) => [t(`proposal.uses.${use}`), address] as const),
          [t('proposal.fields'), fields.join(', ')],
          [t('proposal.statuses'), statuses.join(', ')],
        ]}
      />
      {unknown.length > 0 && (
        <MessageBar tone="warning" title={t('proposal.warning')}>
          <p>{t('proposal.warningText', { addresses: [...new Set(unknown)].join(', ') })}</p>
        </MessageBar>
      )}
      {replaces !== null && <p>{t('proposal.replaces', { name: replaces })}</p>}
      <p className="hint">
        {sharesSignIn === null ? t('proposal.switches') : t('proposal.sharesSignIn', { name: sharesSignIn })}
      </p>
    </>
  );
}
