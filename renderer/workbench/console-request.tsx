import { type FormEvent, useId } from 'react';
import type { ConsoleRequest } from '../../electron/contract/console.ts';
import { consoleMethods } from '../../electron/contract/names.ts';
import { useServices } from '../services.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useAction } from '../ui/use-action.ts';
import { ConsoleFailure } from './console-failure.tsx';
import { ConsolePayload } from './console-payload.tsx';
import { type ConsoleState, fitToSend, takesBody, takesUnit } from './console-store.ts';

/** The request, and a button that sends it or cancels the running one. */
export function ConsoleRequestForm({ state }: { readonly state: ConsoleState }) {
  const { t, consoleStore } = useServices();
  const { draft, running } = state;
  const cancel = useAction(() => consoleStore.cancel());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (running === null) void consoleStore.send();
    else void cancel.run();
  };
  return (
    <form className="console-request" onSubmit={submit}>
      <div className="actions">
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
        {takesUnit(draft.path) && (
          <TextField
            label={t('console.unit')}
            maxLength={512}
            value={draft.unitId ?? ''}
            onChange={(unitId) => consoleStore.edit({ unitId })}
          />
        )}
        <Button type="submit" kind={running === null ? 'primary' : 'secondary'}>
          {t(running === null ? 'console.send' : 'action.cancel')}
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
  const { t, consoleStore } = useServices();
  const id = useId();
  const known = new Set([
    ...history.map(({ path }) => path),
    ...favourites.map(({ request }) => request.path),
  ]);
  return (
    <>
      <TextField
        className="console-path"
        label={t('console.path')}
        placeholder={t('console.pathHint')}
        list={id}
        maxLength={8_192}
        value={draft.path}
        onChange={(path) => consoleStore.edit({ path })}
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
  const { t, desktop, say } = useServices();
  const copy = useAction(async () => {
    await desktop.call('copyRequest', fitToSend(draft));
    say(t('console.curlCopied'));
  });
  return (
    <>
      <Button kind="subtle" icon="copy" busy={copy.pending} onClick={copy.run}>
        {t('clipboard.copy.curl')}
      </Button>
      {copy.failure !== null && <ConsoleFailure failure={copy.failure} />}
    </>
  );
}

type Headers = ConsoleRequest['headers'];

/** Headers in addition to the two that main adds. */
function ConsoleHeaders({ headers }: { readonly headers: Headers }) {
  const { t, consoleStore } = useServices();
  const set = (next: Headers) => consoleStore.edit({ headers: next });
  return (
    <details className="console-part">
      <summary>
        {t('console.headers')}
        {headers.length > 0 && <span className="tag">{headers.length}</span>}
      </summary>
      <p className="hint">{t('console.headersHint')}</p>
      <ul className="console-headers" aria-label={t('console.headers')}>
        {headers.map((header, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place, and its name is being typed
          <li key={index} className="actions">
            <TextField
              label={t('console.headerName', { number: index + 1 })}
              value={header.name}
              maxLength={256}
              onChange={(name) => set(headers.with(index, { ...header, name }))}
            />
            <TextField
              label={t('console.headerValue', { number: index + 1 })}
              value={header.value}
              maxLength={8_192}
              onChange={(value) => set(headers.with(index, { ...header, value }))}
            />
            <IconButton
              label={t('console.removeHeader', { number: index + 1 })}
              icon="remove"
              onClick={() => set(headers.toSpliced(index, 1))}
            />
          </li>
        ))}
      </ul>
      <Button
        kind="subtle"
        icon="add"
        busy={headers.length >= 50}
        onClick={() => set([...headers, { name: '', value: '' }])}
      >
        {t('console.addHeader')}
      </Button>
    </details>
  );
}
