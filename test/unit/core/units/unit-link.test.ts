import { describe, expect, test, vi } from 'vitest';
import { linksInto, unitIdIn } from '../../../../electron/core/units/unit-link.ts';

describe('a link of a unit', () => {
  test.each([
    ['maxdesk://unit/u-1', 'u-1'],
    ['MAXDESK://UNIT/u-1', 'u-1'],
    ['maxdesk://unit/%C3%84%2F2%3F%20%26', 'Ä/2? &'],
    ['maxdesk://unit/100%25', '100%'],
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
    ['a very long ID', `maxdesk://unit/${'u'.repeat(201)}`],
    ['a very long link', `maxdesk://unit/${'u'.repeat(100_000)}`],
    ['no address', 'maxdesk:'],
  ])('is refused with %s', (_, link) => expect(unitIdIn(link)).toBeUndefined());
});

test('a unit is asked for in the window; any other link is offered, which tells what is wrong with it', async () => {
  const send = vi.fn();
  const offer = vi.fn(async () => undefined);
  const take = linksInto(send, offer);
  await take('maxdesk://unit/u-1');
  expect(send.mock.calls).toEqual([['unitAsked', { id: 'u-1' }]]);
  expect(offer).not.toHaveBeenCalled();
  await take('maxdesk://unit/u-1?x');
  expect(offer).toHaveBeenCalledExactlyOnceWith('maxdesk://unit/u-1?x');
  expect(send).toHaveBeenCalledOnce();
});
