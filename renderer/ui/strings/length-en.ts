/** Lengths of time. The spaces do not break. */
export const lengthEn = {
  days_one: '{{count, number}}\u00a0day',
  days_other: '{{count, number}}\u00a0days',
  hours: '{{count, number}}\u00a0h',
  minutes: '{{count, number}}\u00a0min',
  seconds: '{{count, number}}\u00a0s',
  /** Less than a second. */
  moment: '<\u00a01\u00a0s',
  /** It may have begun before somebody saw it. */
  atLeast: 'at least {{length}}',
};
