import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/button.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { useAnnouncement } from '../../ui/status.tsx';
import type { ConsoleBody, SearchState } from './console-body.ts';

interface Props {
  readonly body: ConsoleBody;
  readonly search: SearchState;
}

/** Searches the body: Enter goes to the next match, Shift+Enter to the previous one. */
export function ConsoleSearch({ body, search }: Props) {
  const { t } = useTranslation();
  const { query, at, found, done } = search;
  const text = found === 0 ? t('console.notFound') : t('console.found', { at: at + 1, count: found });
  useAnnouncement(query !== '' && done ? text : null, 400);
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Escape') body.find('');
    if (event.key !== 'Enter') return;
    event.preventDefault();
    body.go(event.shiftKey ? -1 : 1);
  };
  return (
    <div className="row console-search">
      <SearchField label={t('console.search')} value={query} onChange={body.find} onKeyDown={keys} />
      {query !== '' && (
        <>
          <IconButton label={t('console.previous')} icon="ascending" onClick={() => body.go(-1)} />
          <IconButton label={t('console.next')} icon="descending" onClick={() => body.go(1)} />
          <span className="hint figures">{done || found > 0 ? text : t('console.searching')}</span>
        </>
      )}
    </div>
  );
}
