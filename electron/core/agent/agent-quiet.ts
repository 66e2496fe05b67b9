import type { Clock } from '../ports.ts';

/** How long nobody is asked, ms. */
const length = 10 * 60_000;

interface Silence {
  /** Its end by the steady clock. */
  readonly ends: number;
  /** The same on the clock of the wall, for people. */
  readonly until: number;
  readonly stop: () => void;
}

/**
 * The time in which programs may not ask. It ends by itself, or when the user wants to be asked again.
 * @param onChange called after every change of `until()`
 */
export function createAgentQuiet(clock: Clock, onChange: () => void) {
  let silence: Silence | null = null;

  function end(): void {
    if (silence === null) return;
    silence.stop();
    silence = null;
    onChange();
  }

  return {
    begin(): void {
      silence = {
        ends: clock.steady() + length,
        until: clock.now() + length,
        stop: clock.later(length, end),
      };
      onChange();
    },
    end,
    /** How long it still lasts, ms; 0 or less where anybody may ask. */
    left: (): number => (silence === null ? 0 : silence.ends - clock.steady()),
    /** When it is over, ms since 1970; null where anybody may ask. */
    until: (): number | null => silence?.until ?? null,
    /** To be called after sleep, which it may not have counted. */
    wake(): void {
      if (silence === null) return;
      silence = { ...silence, until: clock.now() + silence.ends - clock.steady() };
      onChange();
    },
  };
}
