import { type FormEvent, useId, useState } from 'react';
import type { ConsoleFavourite, ConsoleRequest } from '../../electron/contract/console.ts';
import { useServices } from '../services.ts';
import { ActionButton, Button, IconButton } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { MenuEntry, Popover } from '../ui/popover.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useAction } from '../ui/use-action.ts';
import { useTimes } from '../ui/use-now.ts';
import { type ConsoleState, fitToSend, type PastRequest } from './console-store.ts';

/** Earlier requests and favourites; a click fills one into the form. */
export function ConsoleHistory({ state }: { readonly state: ConsoleState }) {
  const { t, consoleStore } = useServices();
  const id = useId();
  return (
    <div className="console-past">
      <Button kind="subtle" icon="history" opens={id}>
        {t('console.past')}
      </Button>
      <Popover id={id} className="console-popover" label={t('console.past')}>
        <Favourites state={state} menu={id} />
        <h2>{t('console.history')}</h2>
        {state.history.length === 0 && <p className="hint">{t('console.noHistory')}</p>}
        <ul aria-label={t('console.history')}>
          {state.history.map((past) => (
            <li key={past.id}>
              <PastEntry past={past} menu={id} />
            </li>
          ))}
        </ul>
        {state.history.length > 0 && (
          <ActionButton kind="subtle" icon="remove" action={() => consoleStore.clearHistory()}>
            {t('console.clearHistory')}
          </ActionButton>
        )}
      </Popover>
    </div>
  );
}

function PastEntry({ past, menu }: { readonly past: PastRequest; readonly menu: string }) {
  const times = useTimes();
  const { consoleStore } = useServices();
  const { method, path, headers, body, status, at } = past;
  return (
    <MenuEntry menu={menu} onChoose={() => consoleStore.edit({ method, path, headers, body })}>
      <span className="console-entry-method">{method}</span>
      <span className="cut console-entry-path">{path}</span>
      {status !== null && (
        <span className="tag console-status" data-status={String(status).slice(0, 1)}>
          {status}
        </span>
      )}
      {at !== null && <span className="hint">{times.clock(at)}</span>}
    </MenuEntry>
  );
}

function Favourites({ state, menu }: { readonly state: ConsoleState; readonly menu: string }) {
  const { t, consoleStore } = useServices();
  const { favourites } = state;
  const keep = useAction((next: readonly ConsoleFavourite[]) => consoleStore.keepFavourites(next));
  return (
    <>
      <h2>{t('console.favourites')}</h2>
      <ul aria-label={t('console.favourites')}>
        {favourites.map(({ name, request }) => (
          <li key={name} className="row">
            <MenuEntry menu={menu} onChoose={() => consoleStore.edit(request)}>
              <span className="cut console-entry-path">{name}</span>
              <span className="cut hint">
                {request.method} {request.path}
              </span>
            </MenuEntry>
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
    </>
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
  const add = async (event: FormEvent) => {
    event.preventDefault();
    const wanted = name.trim();
    if (wanted === '') return;
    await onKeep([...favourites.filter((other) => other.name !== wanted), { name: wanted, request }]);
    setName('');
  };
  return (
    <form className="actions" onSubmit={add}>
      <TextField label={t('console.favouriteName')} maxLength={80} value={name} onChange={setName} />
      <Button type="submit">{t('console.addFavourite')}</Button>
    </form>
  );
}
