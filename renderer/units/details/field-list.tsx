import { type CSSProperties, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { emptiedByEscape, SearchField } from '../../ui/search-field.tsx';
import { useTimes } from '../../ui/use-now.ts';
import { type Field, type FieldValue, matchingFields } from './fields.ts';

/** Lines rendered at once: an API may send thousands, and nobody reads them without searching. */
const drawn = 400;

/** All fields of a unit, searchable. */
export function FieldList({ fields }: { readonly fields: readonly Field[] }) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const found = useMemo(() => matchingFields(fields, query), [fields, query]);
  const count = fields.filter(isValue).length;
  const shown = found.filter(isValue).length;
  const left = found.slice(drawn).filter(isValue).length;
  return (
    <>
      <SearchField
        label={t('fleet.details.search')}
        value={query}
        onChange={setQuery}
        onKeyDown={emptiedByEscape(query, setQuery)}
      />
      <p className="hint" aria-live="polite">
        {query.trim() === ''
          ? t('fleet.details.fieldCount', { count })
          : t('fleet.details.fieldsFound', { shown, count })}
        {' · '}
        {t('fleet.details.atHand')}
      </p>
      {found.length === 0 && <p className="hint">{t('fleet.details.noMatch', { query: query.trim() })}</p>}
      <dl>
        {found.slice(0, drawn).map((field) => (
          <FieldLine key={field.path} field={field} />
        ))}
      </dl>
      {left > 0 && <p className="hint">{t('fleet.details.more', { count: left })}</p>}
    </>
  );
}

function isValue({ value }: Field): boolean {
  return value !== null;
}

function FieldLine({ field }: { readonly field: Field }) {
  const { t } = useTranslation();
  const indent: CSSProperties & { '--depth': number } = { '--depth': field.depth };
  return (
    <div className={field.value === null ? 'field group' : 'field'} style={indent}>
      <dt title={field.path}>{field.name}</dt>
      <dd>
        {field.value === null ? (
          <span className="field-nothing">{t('fleet.details.entries', { count: field.entries })}</span>
        ) : (
          <Value value={field.value} />
        )}
      </dd>
    </div>
  );
}

function Value({ value }: { readonly value: FieldValue }) {
  const { t } = useTranslation();
  const times = useTimes();
  if (value.kind !== 'text') return <span className="field-nothing">{t(`fleet.details.${value.kind}`)}</span>;
  return (
    <>
      {value.text}
      {value.time !== null && <span className="hint field-time">{times.moment(value.time)}</span>}
    </>
  );
}
