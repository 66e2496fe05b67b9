import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { FolderIcon } from '../ui/icons.tsx';
import { useAction } from '../ui/use-action.ts';

/** The button that opens a connection file, and its failure. */
export function OpenConnectionFile({ kind }: { readonly kind: 'secondary' | 'subtle' }) {
  const { t } = useTranslation();
  const { desktop } = useServices();
  const open = useAction(useCallback(() => desktop.call('openConnectionFile'), [desktop]));
  // Cancelling the dialog is not a failure. What is wrong in the file is in the state as `connectionProblem`.
  const failure = open.failure?.code === 'cancelled' ? null : open.failure;
  return (
    <>
      <Button kind={kind} icon={<FolderIcon />} busy={open.pending} onClick={open.run}>
        {t('connection.open')}
      </Button>
      {failure !== null && <FailureMessage failure={failure} />}
    </>
  );
}
