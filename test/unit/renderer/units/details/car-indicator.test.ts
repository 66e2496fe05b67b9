import { createElement } from 'react';
import { expect, it } from 'vitest';
import { CarIndicator } from '../../../../../renderer/units/details/car-indicator.tsx';
import { markupOf, wordsIn } from '../../markup.ts';
import { unit } from '../sample.ts';

const shown = (part: Parameters<typeof unit>[1], language: 'en' | 'de' = 'en') =>
  wordsIn(markupOf(createElement(CarIndicator, { unit: unit('1', part) }), language));

it('the car is where the API says, in words besides the picture', () => {
  expect(shown({ floor: '12', direction: 'up' })).toBe('12 Car Floor 12, going up');
  expect(shown({ floor: '-1', direction: 'none' }, 'de')).toBe('-1 Fahrkorb Etage -1, steht');
  expect(shown({ floor: '2', direction: 'levelling' })).toBe('2 Car Floor 2, levelling at the floor');
});

it('an escalator has steps and no floor', () => {
  expect(shown({ type: 'escalator', direction: 'down' })).toBe('Steps going down');
});

it('there is no display where the API says nothing', () => {
  expect(shown({})).toBe('');
});
