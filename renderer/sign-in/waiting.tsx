import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionState } from '../../electron/contract/session.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { CheckIcon, CopyIcon, OpenIcon, ProductMark } from '../ui/icons.tsx';
import { ScreenHeading } from '../ui/screen-heading.tsx';
import { useAnnouncement } from '../ui/status.tsx';
import { countdown } from '../ui/time.ts';
import { useAction } from '../ui/use-action.ts';
import { useTimeLeft } from '../ui/use-now.ts';

/** The screen while we wait for the system browser. */
export function Waiting({ session }: { readonly session: SessionState }) {
  const { t } = useTranslation();
  const { phase, attempt } = session;
  const { title, text } = t(`waiting.phases.${phaseOf(session)}`, { returnObjects: true });
  useAnnouncement(title);
  return (
    <div className="page narrow">
      <div className="card waiting">
        <div className="waiting-mark">
          <ProductMark size={44} />
        </div>
        <ScreenHeading>{title}</ScreenHeading>
        <p>{text}</p>
        {session.account !== null && <p>{t('account.stays', { name: session.account.name })}</p>}
        {phase !== 'waiting' && <progress className="progress" aria-label={title} />}
        {phase === 'waiting' && attempt !== null && <Countdown expiresAt={attempt.expiresAt} />}
        {phase !== 'completing' && <WaitingActions linkReady={attempt !== null} />}
      </div>
    </div>
  );
}

/** The browser that did not open has words of its own. */
function phaseOf({ phase, attempt }: SessionState): 'starting' | 'waiting' | 'noBrowser' | 'completing' {
  if (phase === 'completing' || phase === 'starting') return phase;
  return attempt?.browserOpened === false ? 'noBrowser' : 'waiting';
}

function Countdown({ expiresAt }: { readonly expiresAt: number }) {
  const { t } = useTranslation();
  const left = useTimeLeft(expiresAt, 250);
  return (
    <p className="countdown">
      <span>{t('waiting.timeLeft')}</span>
      <span role="timer" aria-label={t('waiting.timeLeft')}>
        {countdown(left)}
      </span>
    </p>
  );
}

/** Before there is an address, all that can be done is to cancel. */
function WaitingActions({ linkReady }: { readonly linkReady: boolean }) {
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
        {linkReady && (
          <>
            <Button icon={<CopyIcon />} busy={copy.pending} onClick={copy.run}>
              {t('waiting.copy')}
            </Button>
            <Button icon={<OpenIcon />} busy={again.pending} onClick={again.run}>
              {t('waiting.again')}
            </Button>
          </>
        )}
        <Button kind="subtle" busy={cancel.pending} onClick={cancel.run}>
          {t('waiting.cancel')}
        </Button>
      </div>
      <p className="hint waiting-hint">
        {copied && (
          <span className="copied">
            <CheckIcon /> {t('waiting.copied')}
          </span>
        )}
        {!copied && linkReady && t('waiting.trouble')}
      </p>
      {failure !== null && <FailureMessage failure={failure} />}
    </>
  );
}
