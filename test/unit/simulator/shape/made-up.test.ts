import { expect, test } from 'vitest';
import { numberForm, textForm } from '../../../../electron/core/doctor/shapes/value-forms.ts';
import { momentIn } from '../../../../electron/core/units/unit-values.ts';
import { madeUpNumber, madeUpText } from '../../../../electron/simulator/shape/made-up.ts';

const at = Date.UTC(2024, 4, 1, 12, 34, 56, 789);

test.each([
  ...['blank', 'word', 'words', 'text', 'long text', 'true or false', 'guid', 'mail', 'address', 'path'],
  ...['9', '9.9', '9,9', '9 %', '9,9 %', '9.9%', '9-9-9', '9.9.9', '9/9/9', '9.9.9 9:9', '/Date(9)/'],
  ...[
    '9999-99-99T99:99:99Z',
    '9999-99-99T99:99:99.999Z',
    '9999-99-99 99:99:99',
    '9999-99-99T99:99:99.9999999+99:99',
  ],
  ...['none 9999-99-99T99:99:99', 'none 9999-99-99T99:99:99+9999', 'none 9999-99-99T99:99:99.999Z'],
  ...['seconds since 1970', 'milliseconds since 1970'],
])('a text of the form %j has that form', (form) => {
  expect(textForm(madeUpText(form, at, 98))).toBe(form);
});

test.each([
  'whole',
  'whole beyond 2^53',
  'decimal',
  'exponent',
  'seconds since 1970',
  'milliseconds since 1970',
])('a number of the form %j has that form', (form) =>
  expect(numberForm(JSON.stringify(madeUpNumber(form, at, 98)))).toBe(form),
);

test('a date is the one that is asked for, in each zone', () => {
  for (const form of ['9999-99-99T99:99:99.999Z', '9999-99-99T99:99:99.999+99:99', '9999-99-99 99:99:99.999'])
    expect(momentIn(madeUpText(form, at, 0))?.at).toBe(at);
});
