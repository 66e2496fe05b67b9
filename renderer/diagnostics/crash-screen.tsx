import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { MessageBar } from '../ui/message-bar.tsx';
import { ScreenHeading } from '../ui/screen-heading.tsx';
import { SaveDiagnostics } from './save-diagnostics.tsx';

/** Replaces a view that failed: what happened, and what the user can do. */
export function CrashScreen({ onAgain }: { readonly onAgain: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="page narrow" role="alert">
      <ScreenHeading>{t('crash.title')}</ScreenHeading>
      <MessageBar
        tone="error"
        title={t('crash.meaning')}
        actions={
          <>
            <Button kind="primary" onClick={onAgain}>
              {t('crash.again')}
            </Button>
            <Button onClick={() => location.reload()}>{t('crash.reload')}</Button>
            <SaveDiagnostics />
          </>
        }
      >
        <p className="message-next">{t('crash.next')}</p>
      </MessageBar>
    </div>
  );
}
