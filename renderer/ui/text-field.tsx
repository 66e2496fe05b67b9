import type { ComponentProps } from 'react';

interface Props extends Omit<ComponentProps<'input'>, 'onChange'> {
  /** Its name, which is also its placeholder, where no label stands beside it. */
  readonly label?: string;
  readonly onChange?: (value: string) => unknown;
}

/** A field for one line of text, which the browser neither completes nor corrects. */
export function TextField({ label, className = '', onChange, ...rest }: Props) {
  return (
    <input
      type="text"
      aria-label={label}
      placeholder={label}
      autoComplete="off"
      spellCheck={false}
      {...rest}
      className={`text-field ${className}`}
      onChange={({ target }) => onChange?.(target.value)}
    />
  );
}
