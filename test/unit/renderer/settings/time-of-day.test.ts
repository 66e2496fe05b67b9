import { createElement } from 'react';
import { expect, test } from 'vitest';
import { TimeOfDay } from '../../../../renderer/settings/time-of-day.tsx';
import { markupOf } from '../markup.ts';

const options = (time: string, language: 'en' | 'de') =>
  [
    ...markupOf(
      createElement(TimeOfDay, { label: 'From', time, onChange: () => undefined }),
      language,
    ).matchAll(/<option value="([^"]*)"( selected="")?>([^<]*)/gu),
  ].map(([, value, selected, text]) => [value, selected !== undefined, text?.replace(/\s/u, ' ')]);

test('a time of day is offered in half hours, in the words of the language', () => {
  expect(options('22:00', 'en')).toHaveLength(48);
  expect(options('22:00', 'en')).toContainEqual(['22:00', true, '10:00 PM']);
  expect(options('22:00', 'de')).toContainEqual(['22:00', true, '22:00']);
  expect(options('22:00', 'de').at(0)).toEqual(['00:00', false, '00:00']);
});

test('one that was set otherwise stays', () => {
  expect(options('05:45', 'en')).toHaveLength(49);
  expect(options('05:45', 'en')).toContainEqual(['05:45', true, '5:45 AM']);
});
