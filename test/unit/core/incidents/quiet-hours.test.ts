import { expect, test } from 'vitest';
import { isQuiet } from '../../../../electron/core/incidents/quiet-hours.ts';

const at = (hours: number, minutes = 0) => new Date(2026, 10, 29, hours, minutes).getTime();
const hours = (from: number, to: number) => ({ from: from * 60, to: to * 60 });

test.each([
  ['within a day: from its first minute on', hours(12, 14), at(12), true],
  ['within a day: before', hours(12, 14), at(11, 59), false],
  ['within a day: its end is not in it', hours(12, 14), at(14), false],
  ['over midnight: in the evening', hours(22, 6), at(23, 30), true],
  ['over midnight: in the morning', hours(22, 6), at(5, 59), true],
  ['over midnight: by day', hours(22, 6), at(6), false],
  ['the same time twice: all day', hours(8, 8), at(3), true],
  ['none', null, at(3), false],
])('quiet hours %s', (_, given, when, quiet) => expect(isQuiet(given, when)).toBe(quiet));
