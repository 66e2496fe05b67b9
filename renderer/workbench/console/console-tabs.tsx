import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { useServices } from '../../services.ts';
import { placeForKey } from '../../ui/use-roving.ts';
import { ConsoleHeaders } from './console-headers.tsx';
import { ConsoleHistory } from './console-past.tsx';
import { ConsolePayload } from './console-payload.tsx';
import { ConsoleQuery } from './console-query-rows.tsx';
import { type ConsoleState, takesBody } from './console-store.ts';

const tabs = ['query', 'headers', 'body', 'history'] as const;
type Tab = (typeof tabs)[number];

/** The parts of a request, and earlier ones, as tabs (ARIA, tabs pattern); each says how much is in it. */
export function ConsoleTabs({ state }: { readonly state: ConsoleState }) {
  const { t } = useServices();
  const id = useId();
  const [current, setCurrent] = useState<Tab>('query');
  const { draft, query, history, favourites } = state;
  const hasBody = takesBody(draft.method);
  const marks: Record<Tab, ReactNode> = {
    query: counted(query.filter(({ on }) => on).length),
    headers: counted(draft.headers.filter(({ name, value }) => name.trim() + value.trim() !== '').length),
    body: hasBody && draft.body ? <Filled /> : null,
    history: counted(history.length + favourites.length),
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const place = placeForKey(event.key, tabs.indexOf(current), tabs.length);
    const next = place === null ? undefined : tabs[place];
    if (place === null || next === undefined || event.key === 'ArrowDown' || event.key === 'ArrowUp') return;
    event.preventDefault();
    setCurrent(next);
    event.currentTarget.querySelectorAll('button')[place]?.focus();
  };
  return (
    <div className="console-parts">
      <div role="tablist" className="tabs" aria-label={t('request.parts')} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab}
            id={`${id}-${tab}`}
            type="button"
            role="tab"
            className="tab"
            aria-selected={tab === current}
            aria-controls={`${id}-panel`}
            tabIndex={tab === current ? 0 : -1}
            onClick={() => setCurrent(tab)}
          >
            {t(`request.tabs.${tab}`)} {marks[tab]}
          </button>
        ))}
      </div>
      <div
        key={current}
        id={`${id}-panel`}
        role="tabpanel"
        className="console-panel"
        aria-labelledby={`${id}-${current}`}
      >
        {current === 'query' && <ConsoleQuery rows={query} />}
        {current === 'headers' && <ConsoleHeaders headers={draft.headers} />}
        {current === 'body' && hasBody && <ConsolePayload body={draft.body ?? ''} />}
        {current === 'body' && !hasBody && (
          <p className="hint">{t('console.refused.body-not-allowed', { method: draft.method })}</p>
        )}
        {current === 'history' && <ConsoleHistory state={state} />}
      </div>
    </div>
  );
}

function counted(count: number): ReactNode {
  return count === 0 ? null : <span className="tag">{count}</span>;
}

function Filled() {
  const { t } = useServices();
  return (
    <span className="console-filled">
      <span className="visually-hidden">{t('request.filled')}</span>
    </span>
  );
}
