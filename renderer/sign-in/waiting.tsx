import { useState } from 'react';
import type { SessionState } from '../../electron/contract/session.ts';
import { useServices } from '../services.ts';
import { ActionButton } from '../ui/button.tsx';
import { Icon, ProductMark } from '../ui/icons.tsx';
import { ScreenHeading } from '../ui/screen-heading.tsx';
import { useAnnouncement } from '../ui/status.tsx';
import { countdown } from '../ui/time.ts';
import { useTimeLeft } from '../ui/use-now.ts';

/** The screen while we wait for the system browser. */
export function Waiting({ session }: { readonly session: SessionState }) {
  const { t } = useServices();
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

/** A browser that did not open has its own text, and so has a page that is not for signing in. */
function phaseOf({ phase, attempt, profileEdit }: SessionState) {
  if (profileEdit === 'under-way') return 'profile';
  if (phase === 'completing' || phase === 'starting') return phase;
  return attempt?.browserOpened === false ? 'noBrowser' : 'waiting';
}

function Countdown({ expiresAt }: { readonly expiresAt: number }) {
  const { t } = useServices();
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

/** Before the sign-in link exists, the only action is to cancel. */
function WaitingActions({ linkReady }: { readonly linkReady: boolean }) {
  const { t, desktop, status } = useServices();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    setCopied(false);
    await desktop.call('copySignInLink');
    setCopied(true);
    status.set(t('waiting.copied'));
  };
  return (
    <>
      <div className="actions waiting-actions">
        {linkReady && (
          <>
            <ActionButton icon="copy" action={copy}>
              {t('waiting.copy')}
            </ActionButton>
            <ActionButton icon="open" action={() => desktop.call('openSignInAgain')}>
              {t('waiting.again')}
            </ActionButton>
          </>
        )}
        <ActionButton kind="subtle" action={() => desktop.call('cancelSignIn')}>
          {t('action.cancel')}
        </ActionButton>
      </div>
      <p className="hint waiting-hint">
        {copied && (
          <span className="copied">
            <Icon name="check" /> {t('waiting.copied')}
          </span>
        )}
        {!copied && linkReady && t('waiting.trouble')}
      </p>
    </>
  );
}
