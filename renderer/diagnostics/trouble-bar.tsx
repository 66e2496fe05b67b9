import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trouble } from '../../electron/contract/names.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { MessageBar } from '../ui/message-bar.tsx';
import { useAnnouncement } from '../ui/status.tsx';
import { useAction } from '../ui/use-action.ts';
import { SaveDiagnostics } from './save-diagnostics.tsx';

/** A problem inside MAX Desk that was repaired; shown until the user dismisses it. */
export function TroubleBar({ trouble }: { readonly trouble: Trouble }) {
  const { t } = useTranslation();
  const { desktop } = useServices();
  const title = t(`trouble.${trouble}.title`);
  useAnnouncement(title);
  const dismiss = useAction(useCallback(() => desktop.call('dismissTrouble'), [desktop]));
  return (
    <div className="trouble">
      <MessageBar
        tone="warning"
        title={title}
        actions={
          <>
            <SaveDiagnostics />
            <Button onClick={dismiss.run}>{t('trouble.dismiss')}</Button>
          </>
        }
      >
        <p>{t(`trouble.${trouble}.meaning`)}</p>
      </MessageBar>
    </div>
  );
}
