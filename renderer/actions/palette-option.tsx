// biome-ignore-all lint/a11y/useSemanticElements: an option of a list that a text field leads through
import { useEffect, useRef } from 'react';
import { useServices } from '../services.ts';
import { Icon } from '../ui/icons.tsx';
import { isMac, printedKeys } from './keys.ts';
import type { PaletteEntry } from './palette-entries.ts';

interface Props {
  readonly id: string;
  readonly entry: PaletteEntry;
  readonly active: boolean;
  /** The pointer has moved onto it. */
  readonly onPoint: () => void;
  readonly onChoose: () => void;
}

/** One entry of the palette. The focus stays in the text field, which answers the keys. */
export function PaletteOption({ id, entry, active, onPoint, onChoose }: Props) {
  const { t } = useServices();
  const { text, detail, icon, keys, condition } = entry;
  const option = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) option.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the text field answers the keys
    // biome-ignore lint/a11y/useFocusableInteractive: aria-activedescendant points at it
    <div
      ref={option}
      id={id}
      role="option"
      className="palette-option"
      aria-selected={active}
      onPointerMove={onPoint}
      // The focus would leave the text field.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <Icon name={icon} />
      <span className="cut">{text}</span>
      {detail !== undefined && (
        <span className="cut palette-detail" data-condition={condition}>
          {detail}
        </span>
      )}
      {keys?.[0] !== undefined && <kbd>{printedKeys(keys[0], t, isMac)}</kbd>}
    </div>
  );
}
