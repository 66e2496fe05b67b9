import { useId } from 'react';

interface Props<T extends string> {
  /** What is chosen; for screen readers. */
  readonly legend: string;
  readonly values: readonly T[];
  readonly current: T;
  readonly textOf: (value: T) => string;
  readonly onChoose: (value: T) => void;
}

/** A few choices beside each other, one of them chosen: radio buttons, with one tab stop and the arrow keys. */
export function Segments<T extends string>({ legend, values, current, textOf, onChoose }: Props<T>) {
  const name = useId();
  return (
    <fieldset className="row segments">
      <legend className="visually-hidden">{legend}</legend>
      {values.map((value) => (
        <label key={value} className="segment" title={textOf(value)}>
          <input type="radio" name={name} checked={value === current} onChange={() => onChoose(value)} />
          <span className="cut">{textOf(value)}</span>
        </label>
      ))}
    </fieldset>
  );
}
