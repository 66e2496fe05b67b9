import { useEffect, useState } from 'react';
import type { Failure } from '../../electron/contract/failure.ts';
import { BelowHeader } from '../below-header.tsx';
import { isSettled } from '../desk-store.ts';
import { DesktopError, failureOf } from '../desktop.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { FailureLine } from '../ui/failure-line.tsx';

/** Maximum size in bytes. Connection files are small; a larger file is not read. */
const longest = 64 * 1024;

/** Accepts a connection file or a token file dropped anywhere onto the window. Main validates the text. */
export function DropTarget() {
  const { t } = useServices();
  const { over, failure, dismiss } = useDrop();
  return (
    <>
      {over && <div className="drop-here">{t('drop.here')}</div>}
      {failure !== null && (
        <BelowHeader>
          <FailureLine
            failure={failure}
            note={noteOf(failure)}
            actions={<Button onClick={dismiss}>{t('action.close')}</Button>}
          />
        </BelowHeader>
      )}
    </>
  );
}

/** The file, and what is wrong if this window has found it: that says more than the failure does. */
function noteOf({ code, details }: Failure): string {
  const { file, text } = details;
  return [file, code === 'bad-request' ? text : ''].filter(Boolean).join(': ');
}

function useDrop() {
  const { t, desktop, desk, status, pasting } = useServices();
  const [over, setOver] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  useEffect(() => {
    const open = async (files: FileList) => {
      setFailure(null);
      const [file] = files;
      try {
        if (file === undefined || files.length > 1) throw tooMuch('', t('drop.one'));
        if (file.size > longest) throw tooMuch(file.name, `> ${longest} bytes`);
        const text = await file.text().catch(() => {
          // A folder arrives as a file that cannot be read.
          throw tooMuch(file.name, t('drop.unreadable'));
        });
        if (isToken(text)) {
          const state = desk.state.get();
          if (state === null || state.connection === null || !isSettled(state))
            throw tooMuch(file.name, t('drop.noToken'));
          return pasting.set(text);
        }
        await desktop.call('addConnection', { text, name: file.name.slice(0, 260) });
        status.set(t('connections.switched', { name: desk.state.get()?.connection?.name ?? file.name }));
      } catch (cause) {
        const dropped = failureOf(cause);
        // Declined in main's question: there is nothing more to say.
        if (dropped.code !== 'cancelled') setFailure(dropped);
      }
    };
    // An open dialog handles drops itself or blocks them. Otherwise Chromium would open a dropped file as the page.
    const isFree = (event: DragEvent) =>
      !event.defaultPrevented && event.dataTransfer?.types.includes('Files') === true;
    const isAnswered = () => document.querySelector('dialog:modal') === null;
    const drag = (event: DragEvent) => {
      if (!isFree(event) || event.dataTransfer === null) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = isAnswered() ? 'copy' : 'none';
      setOver(isAnswered());
    };
    // Only leaving the window has no relatedTarget.
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const drop = (event: DragEvent) => {
      setOver(false);
      if (!isFree(event) || event.dataTransfer === null) return;
      event.preventDefault();
      if (isAnswered()) void open(event.dataTransfer.files);
    };
    const control = new AbortController();
    const { signal } = control;
    window.addEventListener('dragover', drag, { signal });
    window.addEventListener('dragleave', leave, { signal });
    window.addEventListener('drop', drop, { signal });
    return () => control.abort();
  }, [desktop, desk, status, pasting, t]);
  return { over, failure, dismiss: () => setFailure(null) };
}

/** True for a JWT: three base64url parts. No connection file looks like that. */
function isToken(text: string): boolean {
  return /^(?:Bearer\s+)?eyJ[\w-]+\.[\w-]+\.[\w-]*$/i.test(text.trim());
}

function tooMuch(file: string, text: string): DesktopError {
  return new DesktopError({ code: 'bad-request', message: '', hint: '', details: { file, text } });
}
