import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskState } from '../../electron/contract.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { ClipboardIcon } from '../ui/icons.tsx';
import { useAnnouncement } from '../ui/status.tsx';
import { countdown } from '../ui/time.ts';
import { useAction } from '../ui/use-action.ts';
import { useNow } from '../ui/use-now.ts';

type Copied = NonNullable<DeskState['clipboard']>;

/** How long the word that something was copied stays, ms. */
const toastTime = 6_000;

/** What of ours is in the clipboard (R30): a toast when it gets there, and a countdown as long as it is. */
export function Clipboard({ copied }: { readonly copied: DeskState['clipboard'] }) {
  return (
    <>
      {copied !== null && <Chip copied={copied} />}
      <Toast copied={copied} />
    </>
  );
}

function Chip({ copied }: { readonly copied: Copied }) {
  const { t } = useTranslation();
  const { desktop } = useServices();
  const now = useNow(1_000);
  const clear = useAction(useCallback(() => desktop.call('clearClipboard'), [desktop]));
  return (
    <section className="clipboard-chip" aria-label={t('clipboard.label')}>
      <ClipboardIcon />
      <span className="clipboard-what">{t(`clipboard.what.${copied.what}`)}</span>
      <span role="timer" aria-label={t('clipboard.timeLeft')}>
        {countdown(copied.clearsAt - now)}
      </span>
      <Button kind="subtle" busy={clear.pending} onClick={clear.run}>
        {t('clipboard.clearNow')}
      </Button>
    </section>
  );
}

/** Says what was copied, never the value; the status region of the window says it too. */
function Toast({ copied }: { readonly copied: DeskState['clipboard'] }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<Copied | null>(null);
  const last = useRef(copied?.clearsAt);
  useEffect(() => {
    // What has been taken back is not spoken of any more.
    if (copied === null) setShown(null);
    if (copied === null || last.current === copied.clearsAt) return;
    last.current = copied.clearsAt;
    setShown(copied);
  }, [copied]);
  useEffect(() => {
    if (shown === null) return;
    const timer = setTimeout(() => setShown(null), toastTime);
    return () => clearTimeout(timer);
  }, [shown]);
  const text = shown === null ? null : t(`clipboard.copied.${shown.what}`);
  useAnnouncement(text);
  return text === null ? null : (
    <p className="toast" aria-hidden="true">
      {text}
    </p>
  );
}
