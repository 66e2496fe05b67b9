import { expect, it } from 'vitest';
import { sharedTags, typedTags } from '../../../../../renderer/units/notes/tag-texts.ts';

it('several tags are typed between commas or semicolons, each once', () => {
  expect(typedTags(' VIP, night shift;VIP ,', [])).toEqual(['VIP', 'night shift']);
  expect(typedTags(' , ', [])).toEqual([]);
});

it('a known tag is meant, however it is typed', () => {
  expect(typedTags('vip, Vip, new', ['VIP'])).toEqual(['VIP', 'new']);
});

it('one that is too long is cut', () => {
  expect(typedTags('x'.repeat(80), [])).toEqual(['x'.repeat(64)]);
});

it('the tags of several units say how many have each', () => {
  expect(sharedTags([['b', 'a'], ['a'], []])).toEqual([
    ['a', 2],
    ['b', 1],
  ]);
});
