import type { RefObject } from 'react';
import type { SavedView } from '../../../electron/contract/views.ts';
import { ActionText } from '../../actions/action-button.tsx';
import { useServices } from '../../services.ts';
import { ScreenHeading } from '../../ui/screen-heading.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { GroupMenu } from '../groups/group-menu.tsx';
import { ColumnsMenu } from './columns-menu.tsx';
import { ViewsMenu } from './views-menu.tsx';

interface Props {
  readonly savedViews: readonly SavedView[];
  readonly search: RefObject<HTMLInputElement | null>;
}

/** The heading, the search, the menus for columns and views, and "Refresh". */
export function CommandBar({ savedViews, search }: Props) {
  const { t, units } = useServices();
  return (
    <div className="command-bar" data-pane>
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
      <ActionText id="refresh" />
    </div>
  );
}
