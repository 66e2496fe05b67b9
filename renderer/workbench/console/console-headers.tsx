import type { ConsoleRequest } from '../../../electron/contract/console.ts';
import { useServices } from '../../services.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';

type Headers = ConsoleRequest['headers'];

/** Headers in addition to the two that main adds. */
export function ConsoleHeaders({ headers }: { readonly headers: Headers }) {
  const { t, consoleStore } = useServices();
  const set = (next: Headers) => consoleStore.edit({ headers: next });
  return (
    <>
      <p className="hint">{t('console.headersHint')}</p>
      <ul className="console-headers" aria-label={t('console.headers')}>
        {headers.map((header, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place, and its name is being typed
          <li key={index} className="actions">
            <TextField
              label={t('console.headerName', { number: index + 1 })}
              value={header.name}
              maxLength={256}
              onChange={(name) => set(headers.with(index, { ...header, name }))}
            />
            <TextField
              label={t('console.headerValue', { number: index + 1 })}
              value={header.value}
              maxLength={8_192}
              onChange={(value) => set(headers.with(index, { ...header, value }))}
            />
            <IconButton
              label={t('console.removeHeader', { number: index + 1 })}
              icon="remove"
              onClick={() => set(headers.toSpliced(index, 1))}
            />
          </li>
        ))}
      </ul>
      <Button
        kind="subtle"
        icon="add"
        busy={headers.length >= 50}
        onClick={() => set([...headers, { name: '', value: '' }])}
      >
        {t('console.addHeader')}
      </Button>
    </>
  );
}
