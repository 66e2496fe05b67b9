import { describe, expect, test, vi } from 'vitest';
import { type RowRequest, rowMenuOf, unitsAt } from '../../../../../renderer/units/grid/row-request.ts';
import { storeOf, unit } from '../sample.ts';

const store = storeOf(unit('a'), unit('b'), unit('c'), unit('d'));
const selectionOf = (...ids: string[]) => {
  const state = { list: '', active: null, position: 1, anchor: null, selected: new Set(ids), cell: null };
  return { get: () => state, choose: vi.fn(), cursor: () => 1 };
};

describe('the units of a row’s menu', () => {
  test('are those that are selected, in the order of the table, if the row is one of them', () => {
    const selection = selectionOf('c', 'a', 'not shown');
    expect(unitsAt(store, selection, 0)).toEqual(['a', 'c']);
    expect(selection.choose).not.toHaveBeenCalled();
  });

  test('are the row alone, which is selected then, if it is not', () => {
    const selection = selectionOf('c', 'a');
    expect(unitsAt(store, selection, 3)).toEqual(['d']);
    expect(selection.choose).toHaveBeenCalledExactlyOnceWith(3);
  });

  test('are none where there is no row', () => expect(unitsAt(store, selectionOf(), 9)).toEqual([]));
});

describe('a key', () => {
  const asked: RowRequest[] = [];
  const press = (key: string, shiftKey = false) => {
    const preventDefault = vi.fn();
    const box = { left: 100, top: 200, bottom: 500 };
    const currentTarget = { getBoundingClientRect: () => box, scrollTop: 0 };
    const menu = rowMenuOf(store, selectionOf() as never, (request) => void asked.push(request));
    const isTaken = menu.press({ key, shiftKey, preventDefault, currentTarget } as never);
    return { isTaken, isPrevented: preventDefault.mock.calls.length > 0 };
  };

  test.each([
    ['ContextMenu', false],
    ['F10', true],
  ])('%s asks for the menu of the active row, below it', (key, shift) => {
    asked.length = 0;
    expect(press(key, shift)).toEqual({ isTaken: true, isPrevented: true });
    // The header of 36 px and two rows of 32 px.
    expect(asked).toEqual([{ ids: ['b'], x: 124, y: 300 }]);
  });

  test('F10 alone is the menu bar’s, any other key the table’s', () => {
    asked.length = 0;
    for (const key of ['F10', 'Enter', 'm'])
      expect(press(key)).toEqual({ isTaken: false, isPrevented: false });
    expect(asked).toEqual([]);
  });
});
