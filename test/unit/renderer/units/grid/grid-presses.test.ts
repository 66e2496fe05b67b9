import { describe, expect, it, vi } from 'vitest';
import { type Press, pressKey } from '../../../../../renderer/units/grid/grid-presses.ts';
import { createSelection } from '../../../../../renderer/units/grid/selection.ts';
import { storeOf, unit } from '../sample.ts';

/** A table of 20 units, and its keys: `press('Shift+ArrowDown')`. */
function table(hasDetails = false) {
  const store = storeOf(...Array.from({ length: 20 }, (_, index) => unit(String(index))));
  const selection = createSelection(store);
  const [onOpen, onCommand] = [vi.fn(), vi.fn()];
  const press = (text: string) => {
    const parts = text.split('+');
    const key = (parts.at(-1) ?? '').replace('Space', ' ');
    const withPart = (name: string) => parts.includes(name);
    const pressed: Press = {
      key,
      withControl: withPart('Control'),
      shiftKey: withPart('Shift'),
      altKey: withPart('Alt'),
    };
    const { cell } = selection.get();
    return pressKey(pressed, { store, selection, cell, page: 5, hasDetails, onOpen, onCommand });
  };
  const selected = () => [...selection.get().selected].map(Number).sort((a, b) => a - b);
  return { store, selection, press, selected, onOpen, onCommand };
}

describe('by row', () => {
  it('arrows lead through the rows, Shift selects them on the way, Escape selects none', () => {
    const { press, selection, selected } = table();
    expect(press('ArrowDown')).toBe(true);
    expect([selection.cursor(), selected()]).toEqual([1, []]);
    press('Shift+ArrowDown');
    press('Shift+ArrowDown');
    expect([selection.cursor(), selected()]).toEqual([3, [1, 2, 3]]);
    press('Shift+ArrowUp');
    expect(selected()).toEqual([1, 2]);
    press('Shift+End');
    expect(selected()).toHaveLength(19);
    expect(press('Escape')).toBe(true);
    expect(selected()).toEqual([]);
    expect(press('Escape')).toBe(false);
  });

  it('Space selects one more, or takes it away, wherever the arrows have led', () => {
    const { press, selected } = table();
    press('Space');
    press('ArrowDown');
    press('ArrowDown');
    press('Space');
    expect(selected()).toEqual([0, 2]);
    press('Control+Space');
    expect(selected()).toEqual([0]);
    press('Control+ArrowDown');
    press('Shift+Space');
    expect(selected()).toEqual([2, 3]);
  });

  it('Ctrl+A selects all, and the active row stays', () => {
    const { press, selection, selected } = table();
    press('ArrowDown');
    press('Control+a');
    expect(selected()).toHaveLength(20);
    expect(selection.cursor()).toBe(1);
  });

  it('Enter opens the active unit and selects it, but leaves a selection of several', () => {
    const { press, selected, onOpen } = table();
    press('Enter');
    expect(selected()).toEqual([0]);
    press('ArrowDown');
    press('Enter');
    expect(selected()).toEqual([1]);
    press('Shift+ArrowDown');
    press('ArrowDown');
    press('Enter');
    expect(selected()).toEqual([1, 2]);
    expect(onOpen).toHaveBeenCalledTimes(3);
  });

  it('Escape is for the details while they are open', () => {
    const { press, selected } = table(true);
    press('Space');
    expect(press('Escape')).toBe(false);
    expect(selected()).toEqual([0]);
  });

  it('every other key is for somebody else', () => {
    const { press } = table();
    for (const key of ['Tab', 'x', 'Alt+ArrowDown', 'Control+c', 'Alt+Shift+ArrowLeft'])
      expect([key, press(key)]).toEqual([key, false]);
    expect(
      pressKey(
        { key: 'ArrowDown', withControl: false, shiftKey: false, altKey: false },
        {
          ...table(),
          store: storeOf(),
          cell: null,
          page: 5,
          hasDetails: false,
        },
      ),
    ).toBe(false);
  });
});

describe('by cell', () => {
  it.each(['ArrowRight', 'F2'])('%s leads into the first cell of the row, Escape back to the row', (key) => {
    const { press, selection, store } = table();
    press('ArrowDown');
    press(key);
    expect(selection.get().cell).toBe(store.columns[0]);
    expect(selection.cursor()).toBe(1);
    expect(press('Escape')).toBe(true);
    expect(selection.get().cell).toBeNull();
    expect(selection.cursor()).toBe(1);
  });

  it('the arrows lead from cell to cell, Shift selects rows', () => {
    const { press, selection, selected, store } = table();
    press('F2');
    press('ArrowRight');
    press('ArrowDown');
    expect([selection.get().cell, selection.cursor()]).toEqual([store.columns[1], 1]);
    press('End');
    expect(selection.get().cell).toBe(store.columns.at(-1));
    press('Control+End');
    expect(selection.cursor()).toBe(19);
    press('Control+Home');
    expect([selection.get().cell, selection.cursor()]).toEqual([store.columns[0], 0]);
    press('Shift+ArrowDown');
    expect(selected()).toEqual([0, 1]);
  });

  it('Alt, Shift and an arrow change the column of the cell', () => {
    const { press, onCommand } = table();
    press('F2');
    for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']) press(`Alt+Shift+${key}`);
    expect(onCommand.mock.calls).toEqual([
      ['left', 'name'],
      ['right', 'name'],
      ['wider', 'name'],
      ['narrower', 'name'],
    ]);
  });
});
