// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold a pool of positioned rows
import { type KeyboardEvent, memo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SortIcon } from '../../ui/icons.tsx';
import type { Sort } from '../table/arrangement.ts';
import type { Column } from '../table/columns.ts';
import { headerForKey } from './grid-keys.ts';
import { widthStyle } from './row-slot.ts';

interface Props {
  readonly columns: readonly Column[];
  readonly sort: Sort | null;
  readonly onSort: (column: Column) => void;
  /** The header of a column was dragged to the place of another. */
  readonly onMove: (column: Column, target: Column) => void;
}

/** The header row: one stop of the Tab key, arrow keys between the columns, Enter or Space to sort. */
export const GridHeader = memo(function GridHeader({ columns, sort, onSort, onMove }: Props) {
  const { t } = useTranslation();
  const [focused, setCurrent] = useState(0);
  const current = Math.min(focused, columns.length - 1);
  const [dragged, setDragged] = useState<Column | null>(null);
  const buttons = useRef<(HTMLButtonElement | null)[]>([]);

  const move = (event: KeyboardEvent, index: number) => {
    const next = headerForKey(event.key, index, columns.length);
    if (next === null) return;
    event.preventDefault();
    setCurrent(next);
    buttons.current[next]?.focus();
  };

  return (
    <div role="rowgroup" className="unit-header">
      {/* biome-ignore lint/a11y/useFocusableInteractive: the buttons in the headers take the focus */}
      <div role="row" aria-rowindex={1} className="unit-header-row">
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
            onDrop={() => dragged !== null && onMove(dragged, column)}
            onDragEnd={() => setDragged(null)}
          >
            <button
              type="button"
              ref={(element) => {
                buttons.current[index] = element;
              }}
              tabIndex={index === current ? 0 : -1}
              onFocus={() => setCurrent(index)}
              onKeyDown={(event) => move(event, index)}
              onClick={() => onSort(column)}
            >
              <span className="unit-header-text">{t(`units.columns.${column}`)}</span>
              {sort?.column === column && <SortIcon descending={sort.descending} />}
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
