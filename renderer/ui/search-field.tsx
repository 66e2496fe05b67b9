import type { ComponentProps } from 'react';
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
