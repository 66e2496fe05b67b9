import { type UnitColumn, unitColumns } from '../../../electron/contract/names.ts';
import type { UnitsLook } from '../../../electron/contract/setup.ts';
import { isTimeColumn } from '../../../electron/contract/unit-times.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import { useServices } from '../../services.ts';
import { MessageBar } from '../../ui/failure-message.tsx';

/** The first units as the table will show them. */
export function UnitsLookResult({ look }: { readonly look: UnitsLook }) {
  const { chosen, units: rows, received, withoutId, sameId } = look;
  const { t, units } = useServices();
  const { text } = units;
  const always: readonly UnitColumn[] = ['name', 'id', 'status'];
  const shown = unitColumns.filter((column) => always.includes(column) || chosen.columns[column] !== '');
  return (
    <section className="card">
      <h2 id="look-result">{t('look.result')}</h2>
      {withoutId > 0 && (
        <MessageBar tone="warning" title={t('units.withoutIdTitle')}>
          <p>{t('look.withoutId', { withoutId, received })}</p>
        </MessageBar>
      )}
      {sameId > 0 && (
        <MessageBar tone="warning" title={t('look.sameIdTitle')}>
          <p>{t('look.sameId', { sameId, received })}</p>
        </MessageBar>
      )}
      <table className="look-result" aria-labelledby="look-result">
        <thead>
          <tr>
            {shown.map((column) => (
              <th key={column} scope="col">
                {t(`units.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((unit, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two may have the same ID, and a row has no state
            <tr key={index}>
              {shown.map((column) => (
                <td key={column}>
                  {column === 'status' ? (
                    <StatusBadge unit={unit} />
                  ) : isTimeColumn(column) ? (
                    text.dateTime(unit, column)
                  ) : (
                    text.cell(unit, column, 0)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The service's word with what it is taken for. */
function StatusBadge({ unit }: { readonly unit: Unit }) {
  const { t, units } = useServices();
  const word = units.text.cell(unit, 'status', 0);
  const meaning = t(`units.labels.condition.${unit.condition}`);
  return (
    <span className="badge" data-condition={unit.condition}>
      {word.startsWith(meaning) ? word : `${word} · ${meaning}`}
    </span>
  );
}
