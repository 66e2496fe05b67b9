import { type KeyboardEvent, type RefObject, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedView } from '../../../electron/contract/views.ts';
import { useServices } from '../../services.ts';
import { Button } from '../../ui/button.tsx';
import { RefreshIcon, SearchIcon } from '../../ui/icons.tsx';
import { ScreenHeading } from '../../ui/screen-heading.tsx';
import { isAge } from '../../ui/time.ts';
import { useAge, useTimes } from '../../ui/use-now.ts';
import type { ListState } from '../loading/units-list.ts';
import { ColumnsMenu } from './columns-menu.tsx';
import { ViewsMenu } from './views-menu.tsx';

interface Props {
  readonly savedViews: readonly SavedView[];
  readonly list: ListState;
  readonly search: RefObject<HTMLInputElement | null>;
}

/** The heading, the search, the menus for columns and views, "Refresh", and the age of the list. */
export function CommandBar({ savedViews, list, search }: Props) {
  const { t } = useTranslation();
  const services = useServices();
  return (
    <div className="command-bar">
      <ScreenHeading>{t('navigation.units')}</ScreenHeading>
      <Search input={search} />
      <ColumnsMenu />
      <ViewsMenu saved={savedViews} />
      <Button
        kind="subtle"
        icon={<RefreshIcon />}
        busy={list.phase === 'loading'}
        onClick={() => services.list.refresh()}
      >
        {t('units.refresh')}
      </Button>
      {list.fetchedAt !== null && <Age fetchedAt={list.fetchedAt} />}
    </div>
  );
}

function Search({ input }: { readonly input: Props['search'] }) {
  const { t } = useTranslation();
  const { units } = useServices();
  const id = useId();
  const clear = (event: KeyboardEvent) => {
    if (event.key === 'Escape') units.setQuery('');
  };
  return (
    <div className="search">
      <label htmlFor={id}>
        <SearchIcon />
        <span className="visually-hidden">{t('units.search')}</span>
      </label>
      <input
        ref={input}
        id={id}
        type="search"
        placeholder={t('units.search')}
        autoComplete="off"
        spellCheck={false}
        value={units.query}
        onChange={(event) => units.setQuery(event.target.value)}
        onKeyDown={clear}
      />
    </div>
  );
}

/** Renders with the time by itself: nothing else in the bar depends on it. */
function Age({ fetchedAt }: { readonly fetchedAt: number }) {
  const { t } = useTranslation();
  const times = useTimes();
  const age = useAge(fetchedAt, 15_000);
  const fresh = age < 60_000 && isAge(0, age);
  return (
    <p className="age" title={times.dateTime(fetchedAt)}>
      {fresh
        ? t('units.updatedNow')
        : t('units.updated', { ago: times.ago(fetchedAt, fetchedAt + age, 'long') })}
    </p>
  );
}
