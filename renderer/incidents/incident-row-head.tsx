import type { Unit } from '../../electron/contract/units.ts';
import { goToUnit } from '../actions/go-to-unit.ts';
import { useServices } from '../services.ts';

interface Props {
  /** Names the row. */
  readonly row: string;
  readonly id: string;
  /** Undefined for one that is not in the list any more. */
  readonly unit: Unit | undefined;
  readonly isActive: boolean;
  readonly isChosen: boolean;
}

/** The first cells of a row: the box that chooses it, which has the row's tab stop, and the unit with its place. */
export function IncidentRowHead({ row, id, unit, isActive, isChosen }: Props) {
  const here = useServices();
  const { t, incidents } = here;
  const name = unit?.name || id;
  const place = [unit?.site, unit?.city].filter(Boolean).join(' · ');
  return (
    <>
      <td>
        <input
          type="checkbox"
          checked={isChosen}
          tabIndex={isActive ? 0 : -1}
          aria-label={t('incidents.choose', { name })}
          onChange={() => incidents.selection.toggle(row)}
        />
      </td>
      <th scope="row" className="incident-unit">
        <button
          type="button"
          className="link"
          tabIndex={isActive ? 0 : -1}
          title={t('incidents.show', { name })}
          disabled={unit === undefined}
          onClick={() => goToUnit(here, id)}
        >
          {name}
        </button>
        <span className="hint">{place}</span>
      </th>
    </>
  );
}

/** The box above the rows: chooses all that are shown, or none. */
export function ChooseAll() {
  const { t, incidents } = useServices();
  const { selection } = incidents;
  const keys = selection.keys();
  const { chosen } = selection.get();
  const count = keys.filter((key) => chosen.has(key)).length;
  const isSome = count > 0 && count < keys.length;
  return (
    <input
      ref={(box) => {
        if (box) box.indeterminate = isSome;
      }}
      type="checkbox"
      checked={count > 0 && !isSome}
      aria-label={t('incidents.chooseAll')}
      onChange={selection.toggleAll}
    />
  );
}
