import type { Trouble } from '../../electron/contract/names.ts';
import { useServices } from '../services.ts';
import { ActionButton } from '../ui/button.tsx';
import { NoticeLine } from '../ui/notice-line.tsx';
import { useAnnouncement } from '../ui/status.tsx';
import { SaveDiagnostics } from './diagnostics-dialog.tsx';

/** A problem inside MAX Desk that was repaired; shown until the user dismisses it. */
export function TroubleBar({ trouble }: { readonly trouble: Trouble }) {
  const { t, desktop } = useServices();
  const title = t(`trouble.${trouble}.title`);
  const meaning = t(`trouble.${trouble}.meaning`);
  useAnnouncement(title);
  return (
    <div className="trouble">
      <NoticeLine
        tone="warning"
        title={title}
        note={meaning}
        details={
          <>
            <p>{meaning}</p>
            <SaveDiagnostics />
          </>
        }
        actions={
          <ActionButton action={() => desktop.call('dismissTrouble')}>{t('trouble.dismiss')}</ActionButton>
        }
      />
    </div>
  );
}
