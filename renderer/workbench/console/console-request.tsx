import type { FormEvent } from 'react';
import { consoleMethods } from '../../../electron/contract/names.ts';
import { useServices } from '../../services.ts';
import { Button } from '../../ui/button.tsx';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { useAction } from '../../ui/use-action.ts';
import { CopyRequest } from './console-copy.tsx';
import { ConsolePath, ConsoleSent } from './console-path.tsx';
import type { ConsoleState } from './console-store.ts';
import { ConsoleTabs } from './console-tabs.tsx';

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
        <ConsolePath state={state} />
        <Button type="submit" kind={running === null ? 'primary' : 'secondary'}>
          {t(running === null ? 'console.send' : 'action.cancel')}
        </Button>
        <CopyRequest />
      </div>
      {cancel.failure !== null && <FailureMessage failure={cancel.failure} />}
      <ConsoleSent state={state} />
      <ConsoleTabs state={state} />
    </form>
  );
}
