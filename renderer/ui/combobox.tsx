import { type ComponentProps, type KeyboardEvent, useId, useState } from 'react';
import { TextField } from './text-field.tsx';

/** A suggestion, and what it is. */
export interface Suggestion {
  readonly value: string;
  readonly note?: string;
}

interface Props extends Omit<ComponentProps<typeof TextField>, 'list' | 'role' | 'onChange'> {
  readonly label: string;
  readonly value: string;
  /** Those for what was written last; all of them when `isTyped` is false. */
  readonly suggestions: (isTyped: boolean) => readonly Suggestion[];
  /** @param caret where in the text the person is */
  readonly onWrite: (value: string, caret: number) => void;
  readonly onChoose: (value: string) => void;
}

/** A text field with a list of suggestions (ARIA, combobox pattern): arrow keys and Enter choose one, Escape closes the list. */
export function Combobox({ suggestions, onWrite, onChoose, className = '', ...rest }: Props) {
  const id = useId();
  const [list, setList] = useState<{ readonly isTyped: boolean; readonly at: number } | null>(null);
  const options = list === null ? [] : suggestions(list.isTyped);
  const isOpen = options.length > 0;
  const at = list === null || list.at >= options.length ? -1 : list.at;
  const choose = (value: string) => {
    setList(null);
    onChoose(value);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = options[at];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const count = (list === null ? suggestions(false) : options).length;
      const by = event.key === 'ArrowDown' ? 1 : -1;
      const from = by > 0 ? at : Math.max(at, 0);
      if (count > 0) setList({ isTyped: list?.isTyped ?? false, at: (from + by + count) % count });
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      setList(null);
    } else if (event.key === 'Enter') {
      // Without a choice, Enter is for the form around the field.
      if (chosen === undefined) return setList(null);
      event.preventDefault();
      choose(chosen.value);
    }
  };
  return (
    <div className={`combobox ${className}`}>
      <TextField
        {...rest}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        aria-activedescendant={at < 0 ? undefined : `${id}-${at}`}
        onInput={({ currentTarget }) => {
          setList({ isTyped: true, at: -1 });
          onWrite(currentTarget.value, currentTarget.selectionStart ?? currentTarget.value.length);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setList(null)}
      />
      {isOpen && (
        <div id={id} role="listbox" className="suggestions" aria-label={rest.label}>
          {options.map(({ value, note }, place) => (
            <Option
              key={value}
              id={`${id}-${place}`}
              value={value}
              note={note}
              active={place === at}
              onChoose={() => choose(value)}
            />
          ))}
        </div>
      )}
    </div>
  );
}

const bringIntoView = (element: HTMLElement | null) => element?.scrollIntoView({ block: 'nearest' });

interface OptionProps {
  readonly id: string;
  readonly value: string;
  readonly note: string | undefined;
  readonly active: boolean;
  readonly onChoose: () => void;
}

function Option({ id, value, note, active, onChoose }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the text field has the focus and names the current option
    // biome-ignore lint/a11y/useKeyWithClickEvents: the text field has the keys
    <div
      id={id}
      role="option"
      className="suggestion"
      aria-selected={active}
      ref={active ? bringIntoView : null}
      // The field keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <span className="cut">{value}</span>
      {note !== undefined && <span className="cut hint">{note}</span>}
    </div>
  );
}
