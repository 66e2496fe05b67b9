import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { jsonFault } from '../../../electron/contract/json-fault.ts';
import { useServices } from '../../services.ts';
import { useAnnouncement } from '../../ui/status.tsx';

/** Pause in typing before the body is checked, ms. */
const pause = 200;

/** The body of a request, and whether it is JSON. It is sent either way. */
export function ConsolePayload({ body }: { readonly body: string }) {
  const { t, consoleStore } = useServices();
  const id = useId();
  const finding = useFinding(body);
  const text = finding.fault === null ? t('console.bodyJson') : t('console.bodyNoJson', finding.fault);
  useAnnouncement(finding.checked ? text : null);
  const send = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.currentTarget.form?.requestSubmit();
  };
  return (
    <div className="form-field">
      <label htmlFor={id}>{t('console.body')}</label>
      <p id={`${id}-keys`} className="hint">
        {t('console.bodyKeys')}
      </p>
      <textarea
        id={id}
        className="text-field console-payload"
        rows={5}
        spellCheck={false}
        maxLength={10 * 1024 * 1024}
        aria-describedby={`${id}-keys ${id}-finding`}
        aria-keyshortcuts="Control+Enter"
        aria-invalid={finding.fault !== null || undefined}
        value={body}
        onChange={({ target }) => consoleStore.edit({ body: target.value })}
        onKeyDown={send}
      />
      <p id={`${id}-finding`} className={finding.fault === null ? 'hint' : 'field-error'}>
        {finding.checked && text}
      </p>
    </div>
  );
}

const nothing = { checked: false, fault: null as ReturnType<typeof jsonFault> };

function useFinding(body: string) {
  const [finding, setFinding] = useState(nothing);
  useEffect(() => {
    if (body.trim() === '') return setFinding(nothing);
    const timer = setTimeout(() => setFinding({ checked: true, fault: jsonFault(body) }), pause);
    return () => clearTimeout(timer);
  }, [body]);
  return finding;
}
