import type { ReactNode, RefObject } from 'react';
import type { SavedView } from '../../../electron/contract/views.ts';
import { useServices } from '../../services.ts';
import { ScreenHeading } from '../../ui/screen-heading.tsx';
import { GroupMenu } from '../groups/group-menu.tsx';
import { ColumnsMenu } from './columns-menu.tsx';
import { UnitSearch } from './unit-search.tsx';
import { ViewsMenu } from './views-menu.tsx';

interface Props {
  readonly savedViews: readonly SavedView[];
  readonly search: RefObject<HTMLInputElement | null>;
  /** The commands after these. */
  readonly children: ReactNode;
}

/** The toolbar: the heading, the search, the menus for columns, groups and views, and further commands. */
export function CommandBar({ savedViews, search, children }: Props) {
  const { t } = useServices();
  return (
    <div className="command-bar" data-pane>
      <ScreenHeading>{t('navigation.units')}</ScreenHeading>
      <UnitSearch search={search} />
      <ColumnsMenu />
      <GroupMenu />
      <ViewsMenu saved={savedViews} />
      {children}
    </div>
  );
}
