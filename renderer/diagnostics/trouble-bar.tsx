import type { Trouble } from '../../electron/contract/names.ts';
import { useServices } from '../services.ts';
import { ActionButton } from '../ui/button.tsx';
import { MessageBar } from '../ui/failure-message.tsx';
import { useAnnouncement } from '../ui/status.tsx';
import { SaveDiagnostics } from './diagnostics-dialog.tsx';

/** A problem inside MAX Desk that was repaired; shown until the user dismisses it. */
export function TroubleBar({ trouble }: { readonly trouble: Trouble }) {
  const { t, desktop } = useServices();
  const title = t(`trouble.${trouble}.title`);
  useAnnouncement(title);
  return (
    <div className="trouble">
      <MessageBar
        tone="warning"
        title={title}
        actions={
          <>
            <SaveDiagnostics />
            <ActionButton action={() => desktop.call('dismissTrouble')}>{t('trouble.dismiss')}</ActionButton>
          </>
        }
      >
        <p>{t(`trouble.${trouble}.meaning`)}</p>
      </MessageBar>
    </div>
  );
}
