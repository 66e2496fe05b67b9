import { useId } from 'react';
import { densities, unitColumns } from '../../../electron/contract/names.ts';
import { tableColumns } from '../../../electron/contract/table.ts';
import { useServices } from '../../services.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Popover } from '../../ui/popover.tsx';
import { type Column, moveBy, toggle } from '../table/columns.ts';

/** The "Columns" button and its popover: the columns, their order, and the row height. */
export function ColumnsMenu() {
  const { t, units } = useServices();
  const id = useId();
  return (
    <>
      <Button kind="subtle" icon="columns" title={t('units.table.title')} opens={id}>
        {t('units.table.title')}
      </Button>
      <Popover id={id} label={t('units.table.title')}>
        <Densities />
        <ColumnList />
        <Button onClick={() => units.setColumns(unitColumns)}>{t('units.table.reset')}</Button>
      </Popover>
    </>
  );
}

function Densities() {
  const { t, units } = useServices();
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
  const { t, units } = useServices();
  const shown = units.columns;
  const listed = [...shown, ...tableColumns.filter((column) => !shown.includes(column))];
  return (
    <fieldset className="choice">
      <legend>{t('units.table.columns')}</legend>
      <ul className="column-list">
        {listed.map((column) => (
          <ColumnEntry key={column} column={column} shown={shown} />
        ))}
      </ul>
    </fieldset>
  );
}

const directions = [
  { side: 'left', by: -1 },
  { side: 'right', by: 1 },
] as const;

function ColumnEntry({ column, shown }: { readonly column: Column; readonly shown: readonly Column[] }) {
  const { t, units } = useServices();
  const place = shown.indexOf(column);
  const name = t(`units.columns.${column}`);
  return (
    <li className="row">
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
      {place >= 0 &&
        directions.map(({ side, by }) => (
          <IconButton
            key={side}
            label={t(`units.table.${side}`, { column: name })}
            icon={side}
            busy={shown[place + by] === undefined}
            onClick={() => units.setColumns(moveBy(shown, column, by))}
          />
        ))}
    </li>
  );
}
