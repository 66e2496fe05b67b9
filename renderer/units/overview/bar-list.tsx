import type { FocusEvent, PointerEvent, ReactNode } from 'react';
import { innerPlaceForKey, useRoving } from '../../ui/use-roving.ts';
import { barLength } from './chart-scale.ts';

/** One bar of a chart, which filters the table to its units or leads to one. */
export interface Bar {
  /** Tells bars with the same label apart. */
  readonly id?: string;
  readonly label: string;
  /** Says more than the label where the pointer rests. */
  readonly title?: string;
  /** The number beside the bar, as text. */
  readonly figure: string;
  /** A less important figure: a share or the total. */
  readonly note: string;
  readonly value: number;
  /** The whole text for screen readers. */
  readonly spoken: string;
  /** Left out for a bar that leads somewhere instead of filtering. */
  readonly pressed?: boolean;
  readonly onPress: () => void;
  /** Sets the bar's colour; its label says the same. */
  readonly condition?: string | undefined;
}

interface Props {
  readonly title: string;
  readonly bars: readonly Bar[];
  /** What stands above the bars in place of the title, which only a screen reader has then. */
  readonly head?: ReactNode;
  /** Keeps the height of a head of two lines and five bars, which come a moment later: what is below does not move. */
  readonly keepsRoom?: boolean;
  /** The text without any bar. */
  readonly none?: string;
  /** Called when pointer or keyboard enter or leave the chart; meanwhile the bars should keep their places. */
  readonly onHold?: (held: boolean) => void;
}

/** A chart of horizontal bars; each is a button, and all share one tab stop. */
export function BarList({ title, head, bars, none, onHold, keepsRoom }: Props) {
  const largest = Math.max(...bars.map(({ value }) => value), 0);
  const { tabIndex, around } = useRoving(bars.length, innerPlaceForKey);
  return (
    <section
      className="column chart"
      data-keeps-room={keepsRoom}
      aria-label={title}
      {...(onHold && watchHands(onHold))}
    >
      <h3 className={head === undefined ? 'hint' : 'visually-hidden'}>{title}</h3>
      {head}
      {bars.length === 0 && <p className="chart-none">{none}</p>}
      <div role="toolbar" aria-label={title} aria-orientation="vertical" className="bars" {...around}>
        {bars.map((bar, place) => (
          <button
            key={bar.id ?? bar.label}
            type="button"
            className="flat bar-row"
            tabIndex={tabIndex(place)}
            aria-pressed={bar.pressed}
            title={bar.title ?? bar.label}
            onClick={bar.onPress}
          >
            <span className="visually-hidden">{bar.spoken}</span>
            <span className="bar-picture" aria-hidden="true">
              <span className="cut bar-label">{bar.label}</span>
              <span className="bar-track">
                <span
                  className="bar"
                  data-condition={bar.condition}
                  style={{ inlineSize: `${barLength(bar.value, largest)}%` }}
                />
              </span>
              <span className="bar-figure">{bar.figure}</span>
              <span className="bar-note">{bar.note}</span>
            </span>
          </button>
        ))}
      </div>
    </section>
  );
}

/** A clicked bar keeps the focus, so it holds the chart only if the focus came from the keyboard. */
function watchHands(onHold: (held: boolean) => void) {
  return {
    onPointerEnter: () => onHold(true),
    onPointerLeave: ({ currentTarget }: PointerEvent) =>
      onHold(currentTarget.querySelector(':focus-visible') !== null),
    onFocus: ({ target }: FocusEvent) => target.matches(':focus-visible') && onHold(true),
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent) => {
      if (!currentTarget.contains(relatedTarget)) onHold(currentTarget.matches(':hover'));
    },
  };
}
