import type { RefObject } from 'react';
import type { SavedView } from '../../../electron/contract/views.ts';
import { useServices } from '../../services.ts';
import { Button } from '../../ui/button.tsx';
import { ScreenHeading } from '../../ui/screen-heading.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { isAge } from '../../ui/time.ts';
import { useAge, useTimes } from '../../ui/use-now.ts';
import { isOld } from '../loading/list-gap.ts';
import type { ListState } from '../loading/units-list.ts';
import { ColumnsMenu } from './columns-menu.tsx';
import { ViewsMenu } from './views-menu.tsx';

interface Props {
  readonly savedViews: readonly SavedView[];
  readonly list: ListState;
  /** Live updates keep the list current. */
  readonly isLive: boolean;
  readonly search: RefObject<HTMLInputElement | null>;
}

/** The heading, the search, the menus for columns and views, "Refresh", and the age of the list. */
export function CommandBar({ savedViews, list, isLive, search }: Props) {
  const { t, units, list: loading } = useServices();
  return (
    <div className="command-bar">
      <ScreenHeading>{t('navigation.units')}</ScreenHeading>
      <SearchField
        ref={search}
        label={t('units.search')}
        value={units.query}
        onChange={(query) => units.setQuery(query)}
        onKeyDown={(event) => event.key === 'Escape' && units.setQuery('')}
      />
      <ColumnsMenu />
      <ViewsMenu saved={savedViews} />
      <Button kind="subtle" icon="refresh" busy={list.phase === 'loading'} onClick={() => loading.refresh()}>
        {t('units.refresh')}
      </Button>
      {list.fetchedAt !== null && <Age fetchedAt={list.fetchedAt} isLive={isLive} />}
    </div>
  );
}

/** Renders with the time by itself: nothing else in the bar depends on it. */
function Age({ fetchedAt, isLive }: { readonly fetchedAt: number; readonly isLive: boolean }) {
  const { t } = useServices();
  const times = useTimes();
  const age = useAge(fetchedAt, 15_000);
  const fresh = age < 60_000 && isAge(0, age);
  return (
    <p className="hint age" data-old={!isLive && isOld(age)} title={times.dateTime(fetchedAt)}>
      {fresh
        ? t('units.updatedNow')
        : t('units.updated', { ago: times.ago(fetchedAt, fetchedAt + age, 'long') })}
    </p>
  );
}
