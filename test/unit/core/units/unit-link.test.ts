import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { isLinkableId, unitLinkOf } from '../../../../electron/contract/unit-link.ts';
import { linksInto, unitIdIn } from '../../../../electron/core/units/unit-link.ts';

describe('a link of a unit', () => {
  test.each([
    ['maxdesk://unit/u-1', 'u-1'],
    ['MAXDESK://UNIT/u-1', 'u-1'],
    ['maxdesk://unit/%C3%84%2F2%3F%20%26', 'Ä/2? &'],
    ['maxdesk://unit/100%25', '100%'],
    [`maxdesk://unit/${'u'.repeat(512)}`, 'u'.repeat(512)],
    [`maxdesk://unit/${encodeURIComponent('梯'.repeat(512))}`, '梯'.repeat(512)],
  ])('%s is of %s', (link, id) => expect(unitIdIn(link)).toBe(id));

  test.each([
    ['another link', 'maxdesk://connect?name=x'],
    ['another scheme', 'https://unit/u-1'],
    ['no ID', 'maxdesk://unit/'],
    ['a blank one', 'maxdesk://unit/%20'],
    ['more than an ID', 'maxdesk://unit/u-1/delete'],
    ['a query', 'maxdesk://unit/u-1?do=sign-out'],
    ['a fragment', 'maxdesk://unit/u-1#x'],
    ['a user', 'maxdesk://sam@unit/u-1'],
    ['a port', 'maxdesk://unit:80/u-1'],
    ['text that turns round', `maxdesk://unit/${encodeURIComponent('u\u202e1')}`],
    ['a line break', 'maxdesk://unit/u%0A1'],
    ['a NUL', 'maxdesk://unit/u%001'],
    ['broken escapes', 'maxdesk://unit/%E0%A4%A'],
    ['a very long ID', `maxdesk://unit/${'u'.repeat(513)}`],
    ['a very long link', `maxdesk://unit/${'u'.repeat(100_000)}`],
    ['no address', 'maxdesk:'],
  ])('is refused with %s', (_, link) => expect(unitIdIn(link)).toBeUndefined());
});

test('that is copied opens the same unit, whatever its ID is; an ID that no link can hold has none', () => {
  const id = fc.oneof(
    fc.string({ minLength: 1, maxLength: 40, unit: 'binary' }),
    fc.string({ minLength: 1, maxLength: 600, unit: 'grapheme' }),
    fc.constantFrom('.', '..', '%2e', '%', 'a/b', 'a\\b', 'ä?#', '\ud800', 'u\u202e1', '"<>`{}|^'),
  );
  const check = (text: string) => {
    const link = unitLinkOf(text);
    expect([text, link === '' ? 'none' : unitIdIn(link)]).toEqual([text, isLinkableId(text) ? text : 'none']);
  };
  fc.assert(fc.property(id, check));
});

test('a unit is asked for in the window; any other link is offered, which tells what is wrong with it', async () => {
  const ask = vi.fn();
  const offer = vi.fn(async () => undefined);
  const take = linksInto(ask, offer);
  await take('maxdesk://unit/u-1');
  expect(ask.mock.calls).toEqual([['u-1']]);
  expect(offer).not.toHaveBeenCalled();
  await take('maxdesk://unit/u-1?x');
  expect(offer).toHaveBeenCalledExactlyOnceWith('maxdesk://unit/u-1?x');
  expect(ask).toHaveBeenCalledOnce();
});
