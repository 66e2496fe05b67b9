import { type FormEvent, useCallback, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { consoleMethods } from '../../electron/contract/names.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { CopyIcon } from '../ui/icons.tsx';
import { useSay } from '../ui/toast.tsx';
import { useAction } from '../ui/use-action.ts';
import { ConsoleFailure } from './console-failure.tsx';
import { ConsoleHeaders } from './console-headers.tsx';
import { ConsolePayload } from './console-payload.tsx';
import { type ConsoleState, fitToSend, takesBody } from './console-store.ts';

/** The request, and a button that sends it or cancels the running one. */
export function ConsoleRequestForm({ state }: { readonly state: ConsoleState }) {
  const { t } = useTranslation();
  const { consoleStore } = useServices();
  const { draft, running } = state;
  const cancel = useAction(useCallback(() => consoleStore.cancel(), [consoleStore]));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (running === null) void consoleStore.send();
    else void cancel.run();
  };
  return (
    <form className="console-request" onSubmit={submit}>
      <div className="console-line">
        <select
          className="text-field"
          aria-label={t('console.method')}
          value={draft.method}
          onChange={({ target }) => {
            const method = consoleMethods.find((each) => each === target.value);
            if (method !== undefined) consoleStore.edit({ method });
          }}
        >
          {consoleMethods.map((method) => (
            <option key={method}>{method}</option>
          ))}
        </select>
        <Path state={state} />
        <Button type="submit" kind={running === null ? 'primary' : 'secondary'}>
          {t(running === null ? 'console.send' : 'console.cancel')}
        </Button>
        <CopyAsCurl state={state} />
      </div>
      {cancel.failure !== null && <FailureMessage failure={cancel.failure} />}
      <ConsoleHeaders headers={draft.headers} />
      {takesBody(draft.method) && <ConsolePayload body={draft.body ?? ''} />}
    </form>
  );
}

/** The path; earlier requests and favourites are suggestions. */
function Path({ state: { draft, history, favourites } }: { readonly state: ConsoleState }) {
  const { t } = useTranslation();
  const { consoleStore } = useServices();
  const id = useId();
  const known = new Set([
    ...history.map(({ path }) => path),
    ...favourites.map(({ request }) => request.path),
  ]);
  return (
    <>
      <input
        className="text-field console-path"
        type="text"
        aria-label={t('console.path')}
        placeholder={t('console.pathHint')}
        list={id}
        maxLength={8_192}
        autoComplete="off"
        spellCheck={false}
        value={draft.path}
        onChange={({ target }) => consoleStore.edit({ path: target.value })}
      />
      <datalist id={id}>
        {[...known].map((path) => (
          <option key={path} value={path} />
        ))}
      </datalist>
    </>
  );
}

function CopyAsCurl({ state: { draft } }: { readonly state: ConsoleState }) {
  const { t } = useTranslation();
  const { desktop } = useServices();
  const say = useSay();
  const copy = useAction(
    useCallback(async () => {
      await desktop.call('copyRequest', fitToSend(draft));
      say(t('console.curlCopied'));
    }, [desktop, draft, say, t]),
  );
  return (
    <>
      <Button kind="subtle" icon={<CopyIcon />} busy={copy.pending} onClick={copy.run}>
        {t('console.curl')}
      </Button>
      {copy.failure !== null && <ConsoleFailure failure={copy.failure} />}
    </>
  );
}
