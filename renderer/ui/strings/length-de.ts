import type { Strings } from './en.ts';

/** Symbols as in English, because “Std.” and “Min.” are longer and no clearer. */
export const lengthDe: Strings['length'] = {
  days_one: '{{count, number}}\u00a0Tag',
  days_other: '{{count, number}}\u00a0Tage',
  hours: '{{count, number}}\u00a0h',
  minutes: '{{count, number}}\u00a0min',
  seconds: '{{count, number}}\u00a0s',
  moment: '<\u00a01\u00a0s',
  atLeast: 'mindestens {{length}}',
};
