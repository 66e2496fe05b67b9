import { expect, test, vi } from 'vitest';
import type { AppMenu } from '../../../../electron/contract/menu.ts';
import { createMenuCalls } from '../../../../electron/core/desk/menu-calls.ts';
import { deskPorts } from '../../../fakes/desk.ts';

test('the menu of the page is shown, and what is chosen in it is told to the page, by its id alone', () => {
  const shown: (readonly AppMenu[])[] = [];
  let choose: (id: string) => void = () => undefined;
  const send = vi.fn();
  const { calls } = createMenuCalls(
    deskPorts({
      browser: async () => undefined,
      send,
      showMenu(menus, onChoose) {
        shown.push(menus);
        choose = onChoose;
      },
    }),
  );
  const menus: AppMenu[] = [{ role: null, label: 'File', items: [{ kind: 'separator' }] }];
  calls.showMenu({ menus });
  expect(shown).toEqual([menus]);
  expect(send).not.toHaveBeenCalled();
  choose('refresh');
  expect(send.mock.calls).toEqual([['actionChosen', { id: 'refresh' }]]);
});
