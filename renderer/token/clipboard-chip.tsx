import { useEffect, useRef } from 'react';
import type { DeskState } from '../../electron/contract/desk.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icons.tsx';
import { countdown } from '../ui/time.ts';
import { useAction } from '../ui/use-action.ts';
import { useTimeLeft } from '../ui/use-now.ts';

type Copied = NonNullable<DeskState['clipboard']>;

/** What MAX Desk has copied to the clipboard (R30): a toast at first, and a countdown until it is cleared. */
export function ClipboardChip({ copied }: { readonly copied: DeskState['clipboard'] }) {
  useCopiedToast(copied);
  return copied === null ? null : <Chip copied={copied} />;
}

function Chip({ copied }: { readonly copied: Copied }) {
  const { t, desktop } = useServices();
  const left = useTimeLeft(copied.clearsAt, 1_000);
  const clear = useAction(() => desktop.call('clearClipboard'));
  return (
    <section className="row clipboard-chip" aria-label={t('clipboard.label')}>
      <Icon name="clipboard" />
      <span className="clipboard-what">{t(`clipboard.what.${copied.what}`)}</span>
      <span role="timer" aria-label={t('clipboard.timeLeft')}>
        {countdown(left)}
      </span>
      <Button kind="subtle" busy={clear.pending} onClick={clear.run}>
        {t('clipboard.clearNow')}
      </Button>
    </section>
  );
}

/** Says what was copied, never the value; removes the toast when the clipboard is cleared. */
function useCopiedToast(copied: DeskState['clipboard']): void {
  const { t, toast, say } = useServices();
  const last = useRef(copied?.clearsAt);
  const said = useRef('');
  useEffect(() => {
    if (copied === null) {
      if (toast.get()?.text === said.current) toast.set(null);
      return;
    }
    if (last.current === copied.clearsAt) return;
    last.current = copied.clearsAt;
    said.current = t(`clipboard.copied.${copied.what}`);
    say(said.current);
  }, [copied, say, t, toast]);
}
