// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold a pool of positioned rows
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icons.tsx';
import { useRoving } from '../../ui/use-roving.ts';
import { type Column, moveTo } from '../table/columns.ts';
import type { UnitStore } from '../table/unit-store.ts';
import type { Sort } from '../table/unit-view.ts';
import { headerForKey } from './grid-keys.ts';
import { widthStyle } from './row-slot.ts';

interface Props {
  readonly store: UnitStore;
  readonly columns: readonly Column[];
  readonly sort: Sort | null;
}

/** The header row: one tab stop; arrow keys move between the columns, Enter or Space sorts, dragging moves a column. */
export const GridHeader = memo(function GridHeader({ store, columns, sort }: Props) {
  const { t } = useTranslation();
  const { tabIndex, around } = useRoving(columns.length, headerForKey);
  const [dragged, setDragged] = useState<Column | null>(null);
  return (
    <div role="rowgroup" className="unit-header">
      {/* biome-ignore lint/a11y/useFocusableInteractive: the buttons in the headers take the focus */}
      <div role="row" aria-rowindex={1} className="unit-header-row" {...around}>
        {columns.map((column, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: its button takes the focus
          <div
            key={column}
            role="columnheader"
            aria-colindex={index + 1}
            aria-sort={ariaSort(sort, column)}
            className={`unit-cell column-${column}`}
            style={widthStyle(column)}
            draggable
            onDragStart={() => setDragged(column)}
            onDragOver={(event) => dragged !== null && event.preventDefault()}
            onDrop={() => dragged !== null && store.setColumns(moveTo(columns, dragged, column))}
            onDragEnd={() => setDragged(null)}
          >
            <button type="button" tabIndex={tabIndex(index)} onClick={() => store.sortBy(column)}>
              <span className="cut">{t(`units.columns.${column}`)}</span>
              {sort?.column === column && <Icon name={sort.descending ? 'descending' : 'ascending'} />}
            </button>
          </div>
        ))}
      </div>
    </div>
  );
});

function ariaSort(sort: Sort | null, column: Column): 'ascending' | 'descending' | 'none' {
  if (sort?.column !== column) return 'none';
  return sort.descending ? 'descending' : 'ascending';
}
