import type { ComponentProps, KeyboardEvent } from 'react';
import { Icon } from './icons.tsx';
import { TextField } from './text-field.tsx';

/** A field to search in. */
export function SearchField(props: ComponentProps<typeof TextField>) {
  return (
    <div className="search">
      <Icon name="search" />
      <TextField type="search" {...props} />
    </div>
  );
}

/** For a search in a panel that Escape closes: the first Escape empties the search, the second one closes the panel. */
export function emptiedByEscape(query: string, onEmpty: (query: string) => void) {
  return (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || query === '') return;
    event.preventDefault();
    event.stopPropagation();
    onEmpty('');
  };
}
