import { type KeyboardEvent, type ReactNode, useState } from 'react';
import type { ConsoleFavourite, ConsoleRequest } from '../../../electron/contract/console.ts';
import { useServices } from '../../services.ts';
import { ActionButton, Button, IconButton } from '../../ui/button.tsx';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useAction } from '../../ui/use-action.ts';
import { useTimes } from '../../ui/use-now.ts';
import { type ConsoleState, fitToSend, type PastRequest } from './console-store.ts';

/** Favourites and earlier requests; a click fills one into the form. */
export function ConsoleHistory({ state }: { readonly state: ConsoleState }) {
  const { t, consoleStore } = useServices();
  return (
    <div className="console-past">
      <section>
        <h2>{t('console.history')}</h2>
        {state.history.length === 0 && <p className="hint">{t('console.noHistory')}</p>}
        <ul aria-label={t('console.history')}>
          {state.history.map((past) => (
            <li key={past.id}>
              <PastEntry past={past} />
            </li>
          ))}
        </ul>
        {state.history.length > 0 && (
          <ActionButton kind="subtle" icon="remove" action={() => consoleStore.clearHistory()}>
            {t('console.clearHistory')}
          </ActionButton>
        )}
      </section>
      <Favourites state={state} />
    </div>
  );
}

/** A request that a click fills into the form. */
function Entry({ request, children }: { readonly request: ConsoleRequest; readonly children: ReactNode }) {
  const { t, consoleStore, status } = useServices();
  const fill = () => {
    consoleStore.fill(request);
    status.set(t('request.filledIn', { method: request.method, path: request.path }));
  };
  return (
    <button type="button" className="menu-entry" onClick={fill}>
      {children}
    </button>
  );
}

function PastEntry({ past }: { readonly past: PastRequest }) {
  const times = useTimes();
  const { method, path, headers, body, status, at } = past;
  return (
    <Entry request={{ method, path, headers, body }}>
      <span className="console-entry-method">{method}</span>
      <span className="cut console-entry-path">{path}</span>
      {status !== null && (
        <span className="tag console-status" data-status={String(status).slice(0, 1)}>
          {status}
        </span>
      )}
      {at !== null && <span className="hint">{times.clock(at, Date.now())}</span>}
    </Entry>
  );
}

function Favourites({ state }: { readonly state: ConsoleState }) {
  const { t, consoleStore } = useServices();
  const { favourites } = state;
  const keep = useAction((next: readonly ConsoleFavourite[]) => consoleStore.keepFavourites(next));
  return (
    <section>
      <h2>{t('console.favourites')}</h2>
      <ul aria-label={t('console.favourites')}>
        {favourites.map(({ name, request }) => (
          <li key={name} className="row">
            <Entry request={request}>
              <span className="cut console-entry-path">{name}</span>
              <span className="cut hint">
                {request.method} {request.path}
              </span>
            </Entry>
            <IconButton
              label={t('console.removeFavourite', { name })}
              icon="remove"
              onClick={() => keep.run(favourites.filter((other) => other.name !== name))}
            />
          </li>
        ))}
      </ul>
      <AddFavourite request={fitToSend(state.draft)} favourites={favourites} onKeep={keep.run} />
      {keep.failure !== null && <FailureMessage failure={keep.failure} />}
    </section>
  );
}

interface AddProps {
  readonly request: ConsoleRequest;
  readonly favourites: readonly ConsoleFavourite[];
  readonly onKeep: (favourites: readonly ConsoleFavourite[]) => Promise<void>;
}

/** A favourite with the same name is replaced. */
function AddFavourite({ request, favourites, onKeep }: AddProps) {
  const { t } = useServices();
  const [name, setName] = useState('');
  const add = async () => {
    const wanted = name.trim();
    if (wanted === '') return;
    await onKeep([...favourites.filter((other) => other.name !== wanted), { name: wanted, request }]);
    setName('');
  };
  // The form around it would send the request.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    void add();
  };
  return (
    <div className="actions console-add">
      <TextField
        label={t('console.favouriteName')}
        maxLength={80}
        value={name}
        onChange={setName}
        onKeyDown={onKeyDown}
      />
      <Button onClick={add}>{t('console.addFavourite')}</Button>
    </div>
  );
}
