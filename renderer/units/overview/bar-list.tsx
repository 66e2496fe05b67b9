import type { FocusEvent, PointerEvent } from 'react';
import { useRoving } from '../../ui/use-roving.ts';
import { barLength } from './chart-scale.ts';

/** One bar of a chart, which narrows the table to what it stands for. */
export interface Bar {
  readonly key: string;
  readonly label: string;
  /** The number beside the bar, as text. */
  readonly figure: string;
  /** A second figure that matters less: a share, or the whole. */
  readonly note: string;
  readonly value: number;
  /** The whole of it for whoever does not see the bar. */
  readonly spoken: string;
  readonly pressed: boolean;
  /** Gives the bar its colour; its label says the same. */
  readonly condition?: string;
}

interface Props {
  readonly title: string;
  readonly bars: readonly Bar[];
  readonly onPress: (key: string) => void;
  /** What stands there when there is no bar. */
  readonly none?: string;
  /** The pointer or the keyboard has come to the chart, or left it: meanwhile the bars should stay in their places. */
  readonly onHold?: (held: boolean) => void;
}

/** A chart of lying bars; each is a button, all of them one stop of the Tab key. */
export function BarList({ title, bars, onPress, none, onHold }: Props) {
  const largest = Math.max(...bars.map(({ value }) => value), 0);
  const { tabIndex, around } = useRoving(bars.length);
  return (
    <section className="chart" aria-label={title} {...(onHold && watchHands(onHold))}>
      <h3>{title}</h3>
      {bars.length === 0 && <p className="chart-none">{none}</p>}
      <div role="toolbar" aria-label={title} aria-orientation="vertical" className="bars" {...around}>
        {bars.map((bar, place) => (
          <button
            key={bar.key}
            type="button"
            className="bar-row"
            tabIndex={tabIndex(place)}
            aria-pressed={bar.pressed}
            title={bar.label}
            onClick={() => onPress(bar.key)}
          >
            <span className="visually-hidden">{bar.spoken}</span>
            <BarPicture bar={bar} largest={largest} />
          </button>
        ))}
      </div>
    </section>
  );
}

/** A bar that was clicked keeps the focus: it holds the chart only when the keyboard has brought it there. */
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

/** For the eye; the button says the same in a sentence. */
function BarPicture({ bar, largest }: { readonly bar: Bar; readonly largest: number }) {
  return (
    <>
      <span className="bar-label" aria-hidden="true">
        {bar.label}
      </span>
      <span className="bar-track">
        <span
          className="bar"
          data-condition={bar.condition}
          style={{ inlineSize: `${barLength(bar.value, largest)}%` }}
        />
      </span>
      <span className="bar-figure" aria-hidden="true">
        {bar.figure}
      </span>
      <span className="bar-note" aria-hidden="true">
        {bar.note}
      </span>
    </>
  );
}
