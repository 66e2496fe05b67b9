import type { ReactNode, RefObject } from 'react';
import type { SavedView } from '../../../electron/contract/views.ts';
import { useServices } from '../../services.ts';
import { Button } from '../../ui/button.tsx';
import { ScreenHeading } from '../../ui/screen-heading.tsx';
import { GroupMenu } from '../groups/group-menu.tsx';
import type { ListState } from '../loading/units-list.ts';
import { ColumnsMenu } from './columns-menu.tsx';
import { UnitSearch } from './unit-search.tsx';
import { ViewsMenu } from './views-menu.tsx';

interface Props {
  readonly savedViews: readonly SavedView[];
  readonly list: ListState;
  readonly search: RefObject<HTMLInputElement | null>;
  /** The commands after these. */
  readonly children: ReactNode;
}

/** The toolbar: the heading, the search, the menus for columns and views, "Refresh", and further commands. */
export function CommandBar({ savedViews, list, search, children }: Props) {
  const { t, list: loading } = useServices();
  return (
    <div className="command-bar">
      <ScreenHeading>{t('navigation.units')}</ScreenHeading>
      <UnitSearch search={search} />
      <ColumnsMenu />
      <GroupMenu />
      <ViewsMenu saved={savedViews} />
      <Button
        kind="subtle"
        icon="refresh"
        busy={list.phase === 'loading'}
        title={t('units.refresh')}
        onClick={() => loading.refresh()}
      >
        {t('units.refresh')}
      </Button>
      {children}
    </div>
  );
}
