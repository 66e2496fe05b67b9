import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionState } from '../../electron/contract.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { CheckIcon, CopyIcon, OpenIcon, ProductMark } from '../ui/icons.tsx';
import { ScreenHeading } from '../ui/screen-heading.tsx';
import { useAnnouncement } from '../ui/status.tsx';
import { countdown } from '../ui/time.ts';
import { useAction } from '../ui/use-action.ts';
import { useNow } from '../ui/use-now.ts';

/** The screen while the system browser has the word. */
export function Waiting({ session }: { readonly session: SessionState }) {
  const { t } = useTranslation();
  const completing = session.phase === 'completing';
  const title = completing ? t('waiting.completing') : t('waiting.title');
  useAnnouncement(title);
  return (
    <div className="page narrow">
      <div className="card waiting">
        <div className="waiting-mark">
          <ProductMark size={44} />
        </div>
        <ScreenHeading>{title}</ScreenHeading>
        <p>{completing ? t('waiting.completingText') : t('waiting.text')}</p>
        {session.account !== null && <p>{t('account.stays', { name: session.account.name })}</p>}
        {completing ? (
          <progress className="progress" aria-label={title} />
        ) : (
          <>
            {session.attempt !== null && <Countdown expiresAt={session.attempt.expiresAt} />}
            <WaitingActions />
          </>
        )}
      </div>
    </div>
  );
}

function Countdown({ expiresAt }: { readonly expiresAt: number }) {
  const { t } = useTranslation();
  const now = useNow(250);
  return (
    <p className="countdown">
      <span>{t('waiting.timeLeft')}</span>
      <span role="timer" aria-label={t('waiting.timeLeft')}>
        {countdown(expiresAt - now)}
      </span>
    </p>
  );
}

function WaitingActions() {
  const { t } = useTranslation();
  const { desktop, status } = useServices();
  const [copied, setCopied] = useState(false);
  const copy = useAction(
    useCallback(async () => {
      setCopied(false);
      await desktop.call('copySignInLink');
      setCopied(true);
      status.set(t('waiting.copied'));
    }, [desktop, status, t]),
  );
  const again = useAction(useCallback(() => desktop.call('openSignInAgain'), [desktop]));
  const cancel = useAction(useCallback(() => desktop.call('cancelSignIn'), [desktop]));
  const failure = copy.failure ?? again.failure ?? cancel.failure;
  return (
    <>
      <div className="waiting-actions">
        <Button icon={<CopyIcon />} busy={copy.pending} onClick={copy.run}>
          {t('waiting.copy')}
        </Button>
        <Button icon={<OpenIcon />} busy={again.pending} onClick={again.run}>
          {t('waiting.again')}
        </Button>
        <Button kind="subtle" busy={cancel.pending} onClick={cancel.run}>
          {t('waiting.cancel')}
        </Button>
      </div>
      <p className="hint waiting-hint">
        {copied ? (
          <span className="copied">
            <CheckIcon /> {t('waiting.copied')}
          </span>
        ) : (
          t('waiting.trouble')
        )}
      </p>
      {failure !== null && <FailureMessage failure={failure} />}
    </>
  );
}
