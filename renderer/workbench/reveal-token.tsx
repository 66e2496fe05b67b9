import { useCallback, useEffect, useRef, useState } from 'react';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { useAction } from '../ui/use-action.ts';
import { useNow, useTimeLeft } from '../ui/use-now.ts';

/** How long a token stays visible, s. */
const inSight = 30;

interface Revealed {
  readonly token: string;
  /** ms since 1970 */
  readonly until: number;
}

/** Shows the token itself, only on request. It leaves the page after a short time, with the screen, or on "hide". */
export function RevealToken() {
  const { t, desktop } = useServices();
  const [revealed, setRevealed] = useState<Revealed | null>(null);
  const hide = useCallback(() => setRevealed(null), []);
  const reveal = useAction(async () => {
    const { accessToken } = await desktop.call('getToken');
    setRevealed({ token: accessToken, until: Date.now() + inSight * 1000 });
  });
  return (
    <section className="card reveal">
      <h2>{t('identity.raw')}</h2>
      <p className="about">{t('identity.rawAbout', { seconds: inSight })}</p>
      {reveal.failure !== null && <FailureMessage failure={reveal.failure} />}
      {revealed !== null && <RawToken {...revealed} onEnd={hide} />}
      {/* Always the same button, so that it keeps the focus. */}
      <Button busy={reveal.pending} onClick={revealed === null ? reveal.run : hide}>
        {t(revealed === null ? 'identity.reveal' : 'identity.hide')}
      </Button>
    </section>
  );
}

function RawToken({ token, until, onEnd }: Revealed & { readonly onEnd: () => void }) {
  const { t } = useServices();
  const { box, failure } = useCopying();
  // Hide on the earlier of two clocks: one may be set back, the other may stop while the computer sleeps.
  const [steady, wall] = [useTimeLeft(until, 500), until - useNow(500)];
  const left = Math.max(0, Math.ceil(Math.min(steady, wall) / 1000));
  useEffect(() => {
    if (left === 0) onEnd();
  }, [left, onEnd]);
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a field lets its text be selected, which Linux copies at once */}
      <div
        ref={box}
        className="text-field"
        role="textbox"
        aria-readonly="true"
        aria-multiline="true"
        aria-label={t('identity.rawLabel')}
        tabIndex={0}
        data-token={token}
      />
      <p className="hint">{t('identity.rawCopy')}</p>
      {failure !== null && <FailureMessage failure={failure} />}
      <p className="hint" role="timer">
        {t('identity.hidesIn', { seconds: left })}
      </p>
    </>
  );
}

/**
 * Lets main copy the token when somebody copies in the box, so that it leaves the clipboard again (R30). Its text comes from
 * the style sheet, so that no selection has it, not even that of the whole page: Linux puts what is selected into a clipboard of
 * its own, which nothing clears.
 */
function useCopying() {
  const { desktop } = useServices();
  const box = useRef<HTMLDivElement>(null);
  const { run, failure } = useAction(() => desktop.call('copyToken', { as: 'token' }));
  useEffect(() => {
    // Without a selection the event goes to the body, wherever the focus is.
    const copy = (event: ClipboardEvent) => {
      if (document.activeElement !== box.current) return;
      event.preventDefault();
      void run();
    };
    document.addEventListener('copy', copy);
    return () => document.removeEventListener('copy', copy);
  }, [run]);
  return { box, failure };
}
