import { describe, expect, test } from 'vitest';
import { createInterest } from '../../../../electron/core/live/interest.ts';

const newInterest = (watched: string[] = []) => {
  let changes = 0;
  const interest = createInterest(
    () => watched,
    () => {
      changes += 1;
    },
  );
  return { interest, watched, changes: () => changes };
};

describe('the units that live updates are wanted for', () => {
  test('are those shown and those watched, which may change', () => {
    const { interest, watched, changes } = newInterest(['w']);
    interest.follow(['a', 'w']);
    expect(interest.wanted()).toEqual(new Set(['a', 'w']));
    watched.push('v');
    interest.refresh();
    expect(interest.wanted()).toEqual(new Set(['a', 'w', 'v']));
    expect(changes()).toBe(2);
  });

  test('are all of the list, once it is there: whoever waits is told, however often is asked meanwhile', async () => {
    const { interest } = newInterest();
    interest.follow('all');
    const ready = interest.ready();
    interest.refresh();
    interest.refresh();
    interest.listed(new Set(['a', 'b']));
    await ready;
    expect(interest.wanted()).toEqual(new Set(['a', 'b']));
  });

  test('are forgotten with whom they belong to, but not that all of them are wanted', () => {
    const { interest } = newInterest();
    interest.follow(['a']);
    interest.forget();
    expect(interest.wanted().size).toBe(0);
    interest.follow('all');
    interest.listed(new Set(['b']));
    interest.forget();
    expect(interest.wanted().size).toBe(0);
    expect(interest.followsAll()).toBe(true);
  });

  test('are told by the window, for each person anew; of an empty list there is nothing to tell', () => {
    const { interest } = newInterest(['w']);
    expect(interest.isTold()).toBe(false);
    interest.listed(new Set(['a']));
    expect(interest.isTold()).toBe(false);
    interest.follow([]);
    expect(interest.isTold()).toBe(true);
    interest.forget();
    expect(interest.isTold()).toBe(false);
    interest.listed(new Set());
    expect(interest.isTold()).toBe(true);
  });
});
