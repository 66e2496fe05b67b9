import type { ComponentProps } from 'react';
import { SearchIcon } from './icons.tsx';
import { TextField } from './text-field.tsx';

/** A field to search in. */
export function SearchField(props: ComponentProps<typeof TextField>) {
  return (
    <div className="search">
      <SearchIcon />
      <TextField type="search" {...props} />
    </div>
  );
}
