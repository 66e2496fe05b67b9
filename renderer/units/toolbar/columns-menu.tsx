import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { densities, unitColumns } from '../../../electron/contract/names.ts';
import { useServices } from '../../services.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { ColumnsIcon, MoveIcon } from '../../ui/icons.tsx';
import { moveBy, toggle } from '../table/column-order.ts';
import type { Column } from '../table/columns.ts';

/** The "Columns" button and its popover: the columns, their order, and the row height. */
export function ColumnsMenu() {
  const { t } = useTranslation();
  const { units } = useServices();
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    <div className="columns">
      <Button kind="subtle" icon={<ColumnsIcon />} opens={id}>
        {t('units.table.title')}
      </Button>
      <section
        id={id}
        popover="auto"
        className="popover columns-popover"
        aria-label={t('units.table.title')}
        onBeforeToggle={(event) => setOpen(event.newState === 'open')}
      >
        {open && (
          <>
            <Densities />
            <ColumnList />
            <Button onClick={() => units.setColumns(unitColumns)}>{t('units.table.reset')}</Button>
          </>
        )}
      </section>
    </div>
  );
}

function Densities() {
  const { t } = useTranslation();
  const { units } = useServices();
  const name = useId();
  return (
    <fieldset className="choice">
      <legend>{t('units.table.density')}</legend>
      {densities.map((density) => (
        <label key={density} className="option">
          <input
            type="radio"
            name={name}
            checked={units.density === density}
            onChange={() => units.setDensity(density)}
          />
          {t(`units.table.densities.${density}`)}
        </label>
      ))}
    </fieldset>
  );
}

/** The shown columns first, in their order; then the others in the default order. */
function ColumnList() {
  const { t } = useTranslation();
  const { units } = useServices();
  const shown = units.columns;
  const listed = [...shown, ...unitColumns.filter((column) => !shown.includes(column))];
  return (
    <fieldset className="choice">
      <legend>{t('units.table.columns')}</legend>
      <ul className="column-list">
        {listed.map((column) => (
          <li key={column}>
            <ColumnEntry column={column} shown={shown} />
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

interface EntryProps {
  readonly column: Column;
  readonly shown: readonly Column[];
}

function ColumnEntry({ column, shown }: EntryProps) {
  const { t } = useTranslation();
  const { units } = useServices();
  const place = shown.indexOf(column);
  const name = t(`units.columns.${column}`);
  const move = (by: -1 | 1) => units.setColumns(moveBy(shown, column, by));
  return (
    <>
      <label className="option">
        <input
          type="checkbox"
          checked={place >= 0}
          // The last column cannot be hidden: a table without columns shows nothing.
          aria-disabled={(place >= 0 && shown.length === 1) || undefined}
          onChange={() => units.setColumns(toggle(shown, column))}
        />
        {name}
      </label>
      {place >= 0 && (
        <>
          <IconButton
            label={t('units.table.left', { column: name })}
            icon={<MoveIcon right={false} />}
            off={place === 0}
            onClick={() => move(-1)}
          />
          <IconButton
            label={t('units.table.right', { column: name })}
            icon={<MoveIcon right />}
            off={place === shown.length - 1}
            onClick={() => move(1)}
          />
        </>
      )}
    </>
  );
}
