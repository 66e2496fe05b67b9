import { useServices } from '../../services.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { addedRow, editedRow, type QueryRow, queryText } from './console-query.ts';

/** The query of the path as rows; one that is off is not sent. */
export function ConsoleQuery({ rows }: { readonly rows: readonly QueryRow[] }) {
  const { t, consoleStore } = useServices();
  const edit = (index: number, change: Parameters<typeof editedRow>[2]) =>
    consoleStore.editQuery(editedRow(rows, index, change));
  return (
    <>
      <p className="hint">{t('request.queryHint')}</p>
      <ul className="console-headers" aria-label={t('request.query')}>
        {rows.map((row, index) => {
          const { name, value } = queryText(row);
          const number = index + 1;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place, and its name is being typed
            <li key={index} className="actions">
              <input
                type="checkbox"
                aria-label={t('request.queryOn', { number })}
                title={t('request.queryOn', { number })}
                checked={row.on}
                onChange={({ target }) => edit(index, { on: target.checked })}
              />
              <TextField
                label={t('request.queryName', { number })}
                value={name}
                maxLength={2_048}
                onChange={(next) => edit(index, { name: next })}
              />
              <TextField
                label={t('request.queryValue', { number })}
                value={value}
                maxLength={8_192}
                onChange={(next) => edit(index, { value: next })}
              />
              <IconButton
                label={t('request.removeQuery', { number })}
                icon="remove"
                onClick={() => consoleStore.editQuery(rows.toSpliced(index, 1))}
              />
            </li>
          );
        })}
      </ul>
      <Button kind="subtle" icon="add" onClick={() => consoleStore.editQuery(addedRow(rows))}>
        {t('request.addQuery')}
      </Button>
    </>
  );
}
