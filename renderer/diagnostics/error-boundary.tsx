import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { MessageBar } from '../ui/failure-message.tsx';
import { ScreenHeading } from '../ui/screen-heading.tsx';
import { SaveDiagnostics } from './diagnostics-dialog.tsx';

interface Props {
  readonly children: ReactNode;
  /** Shown instead of the crash screen, where nobody could use that. */
  readonly fallback?: ReactNode;
}

/** Shows the crash screen if its children fail to render. React supports this only in a class. */
export class ErrorBoundary extends Component<Props> {
  override state = { failed: false };

  static getDerivedStateFromError(): ErrorBoundary['state'] {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return this.props.fallback ?? <CrashScreen onAgain={() => this.setState({ failed: false })} />;
  }
}

/** Replaces a view that failed: what happened, and what the user can do. */
function CrashScreen({ onAgain }: { readonly onAgain: () => void }) {
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
              {t('action.tryAgain')}
            </Button>
            <Button onClick={() => location.reload()}>{t('crash.reload')}</Button>
            <SaveDiagnostics />
          </>
        }
      >
        <p>{t('crash.next')}</p>
      </MessageBar>
    </div>
  );
}
