import type { RefObject } from 'react';
import type { SavedView } from '../../../electron/contract/views.ts';
import { useServices } from '../../services.ts';
import { Button } from '../../ui/button.tsx';
import { ScreenHeading } from '../../ui/screen-heading.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { GroupMenu } from '../groups/group-menu.tsx';
import type { ListState } from '../loading/units-list.ts';
import { ColumnsMenu } from './columns-menu.tsx';
import { ViewsMenu } from './views-menu.tsx';

interface Props {
  readonly savedViews: readonly SavedView[];
  readonly list: ListState;
  readonly search: RefObject<HTMLInputElement | null>;
}

/** The heading, the search, the menus for columns and views, and "Refresh". */
export function CommandBar({ savedViews, list, search }: Props) {
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
      <GroupMenu />
      <ViewsMenu saved={savedViews} />
      <Button kind="subtle" icon="refresh" busy={list.phase === 'loading'} onClick={() => loading.refresh()}>
        {t('units.refresh')}
      </Button>
    </div>
  );
}
