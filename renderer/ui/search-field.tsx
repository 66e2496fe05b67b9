import { type KeyboardEvent, type Ref, useId } from 'react';
import { SearchIcon } from './icons.tsx';

interface Props {
  /** The name of the field, which is also its placeholder. */
  readonly label: string;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly input?: Ref<HTMLInputElement>;
}

/** A field to search in. */
export function SearchField({ label, query, onQuery, onKeyDown, input }: Props) {
  const id = useId();
  return (
    <div className="search">
      <label htmlFor={id}>
        <SearchIcon />
        <span className="visually-hidden">{label}</span>
      </label>
      <input
        ref={input}
        id={id}
        type="search"
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={(event) => onQuery(event.target.value)}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}
