import { useServices } from '../../services.ts';
import { ActionButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { useTimes } from '../../ui/use-now.ts';
import { useTold } from '../../ui/use-told.ts';
import { orderAfter, type PlacedRow, type RowOrder, shownCell } from './resource-view.ts';

/** Rows rendered at once: nobody reads more without searching. */
const drawn = 200;
/** Characters of a cell on the screen; an export has more. */
const longestShown = 300;

interface Props {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly PlacedRow[];
  /** Some rows have a document. */
  readonly withDocuments: boolean;
  readonly order: RowOrder;
  readonly onOrder: (order: RowOrder) => void;
  /** Saves the document of the row at this place in the list; resolves with what is to be told. */
  readonly onSave: (at: number) => Promise<string | null>;
}

/** The rows of a further list. */
export function ResourceTable({ title, columns, rows, withDocuments, order, onOrder, onSave }: Props) {
  const { t } = useServices();
  const { dateTime } = useTimes();
  return (
    <>
      <table className="resource-table" aria-label={title}>
        <thead>
          <tr>
            {withDocuments && <th scope="col">{t('resources.document')}</th>}
            {columns.map((column, place) => (
              <Heading
                key={column}
                column={column}
                descending={order?.column === place ? order.descending : null}
                onPress={() => onOrder(orderAfter(order, place))}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, drawn).map(({ at, row }) => (
            <tr key={at}>
              {withDocuments && (
                <td>
                  {row.hasDocument && <SaveDocument name={nameOf(row.cells)} onSave={() => onSave(at)} />}
                </td>
              )}
              {columns.map((column, place) => (
                <td key={column} className={typeof row.cells[place] === 'number' ? 'figures' : undefined}>
                  {shownCell(row.cells[place] ?? null, { longest: longestShown, dateTime })}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > drawn && <p className="hint">{t('resources.more', { count: rows.length - drawn })}</p>}
    </>
  );
}

interface HeadingProps {
  readonly column: string;
  /** Null if the rows are not ordered by it. */
  readonly descending: boolean | null;
  readonly onPress: () => void;
}

function Heading({ column, descending, onPress }: HeadingProps) {
  const sort = descending === null ? 'none' : descending ? 'descending' : 'ascending';
  return (
    <th scope="col" aria-sort={sort}>
      <button type="button" className="resource-heading" onClick={onPress}>
        {column}
        {sort !== 'none' && <Icon name={sort} />}
      </button>
    </th>
  );
}

/** What a row is called, for screen readers: its first value. */
function nameOf(cells: readonly (string | number | null)[]): string {
  return String(cells.find((cell) => cell !== null) ?? '');
}

interface SaveDocumentProps {
  readonly name: string;
  readonly onSave: () => Promise<string | null>;
}

function SaveDocument({ name, onSave }: SaveDocumentProps) {
  const { t } = useServices();
  const save = useTold(onSave);
  return (
    <ActionButton kind="subtle" icon="save" aria-label={t('resources.saveOf', { name })} action={save}>
      {t('resources.save')}
    </ActionButton>
  );
}
