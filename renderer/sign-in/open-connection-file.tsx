import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { FolderIcon } from '../ui/icons.tsx';
import { useAction } from '../ui/use-action.ts';

/** The button that lets someone choose a connection file, and what went wrong with it. */
export function OpenConnectionFile({ kind }: { readonly kind: 'primary' | 'subtle' }) {
  const { t } = useTranslation();
  const { desktop } = useServices();
  const open = useAction(useCallback(() => desktop.call('openConnectionFile'), [desktop]));
  // Closing the file dialog is not worth a word. A broken file is reported by the state, for as long as it is broken.
  const failure =
    open.failure?.code === 'cancelled' || open.failure?.code === 'configuration' ? null : open.failure;
  return (
    <>
      <Button kind={kind} icon={<FolderIcon />} busy={open.pending} onClick={open.run}>
        {t('connection.open')}
      </Button>
      {failure !== null && <FailureMessage failure={failure} />}
    </>
  );
}
