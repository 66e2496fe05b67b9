import { useTranslation } from 'react-i18next';
import type { ConsoleRequest } from '../../electron/contract/console.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { AddIcon, RemoveIcon } from '../ui/icons.tsx';

type Headers = ConsoleRequest['headers'];

/** Headers in addition to the two that main adds. */
export function ConsoleHeaders({ headers }: { readonly headers: Headers }) {
  const { t } = useTranslation();
  const { consoleStore } = useServices();
  const set = (next: Headers) => consoleStore.edit({ headers: next });
  return (
    <details className="console-part">
      <summary>
        {t('console.headers')}
        {headers.length > 0 && <span className="tag">{headers.length}</span>}
      </summary>
      <p className="hint">{t('console.headersHint')}</p>
      <ul className="console-headers" aria-label={t('console.headers')}>
        {headers.map((header, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place, and its name is being typed
          <li key={index} className="console-line">
            <HeaderField
              label={t('console.headerName', { number: index + 1 })}
              value={header.name}
              longest={256}
              onChange={(name) => set(headers.with(index, { ...header, name }))}
            />
            <HeaderField
              label={t('console.headerValue', { number: index + 1 })}
              value={header.value}
              longest={8_192}
              onChange={(value) => set(headers.with(index, { ...header, value }))}
            />
            <button
              type="button"
              className="button subtle"
              aria-label={t('console.removeHeader', { number: index + 1 })}
              onClick={() => set(headers.toSpliced(index, 1))}
            >
              <RemoveIcon />
            </button>
          </li>
        ))}
      </ul>
      <Button
        kind="subtle"
        icon={<AddIcon />}
        busy={headers.length >= 50}
        onClick={() => set([...headers, { name: '', value: '' }])}
      >
        {t('console.addHeader')}
      </Button>
    </details>
  );
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly longest: number;
  readonly onChange: (value: string) => void;
}

function HeaderField({ label, value, longest, onChange }: FieldProps) {
  return (
    <input
      className="text-field"
      type="text"
      aria-label={label}
      placeholder={label}
      maxLength={longest}
      autoComplete="off"
      spellCheck={false}
      value={value}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
