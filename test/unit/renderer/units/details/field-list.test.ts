import { createElement } from 'react';
import { expect, it } from 'vitest';
import { FieldList } from '../../../../../renderer/units/details/field-list.tsx';
import { fieldsOf } from '../../../../../renderer/units/details/fields.ts';
import { markupOf, wordsIn } from '../../markup.ts';

const shown = (sent: Record<string, unknown>, language: 'en' | 'de' = 'en') =>
  wordsIn(markupOf(createElement(FieldList, { fields: fieldsOf(sent) }), language));

it('every field is shown with its own name and its value as it was sent', () => {
  const text = shown({ loadKg: 1275, model: 'synergy 300', doors: [{ state: 'open' }] });
  expect(text).toContain('3 fields');
  expect(text).toContain('loadKg 1275');
  expect(text).toContain('model synergy 300');
  expect(text).toContain('doors 1 entry 1 1 entry state open');
});

it('an empty text and no value are words, not gaps', () => {
  expect(shown({ note: '', loadKg: null })).toContain('note empty loadKg no value');
  expect(shown({ note: '', loadKg: null }, 'de')).toContain('note leer loadKg kein Wert');
});

it('what the API sends is text, whatever it looks like', () => {
  const html = markupOf(
    createElement(FieldList, { fields: fieldsOf({ x: '<img src=x onerror=alert(1)>' }) }),
  );
  expect(html).not.toContain('<img');
  expect(html).toContain('&lt;img');
});

it('thousands of fields are not drawn at once, and it is said how many are left', () => {
  const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`f${index}`, index]));
  const html = markupOf(createElement(FieldList, { fields: fieldsOf(many) }));
  expect(html.match(/<dt/gu)).toHaveLength(400);
  expect(wordsIn(html)).toContain('4,600 more fields');
});
