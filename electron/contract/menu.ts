/** The application menu: the page says what it holds, the shell builds it. */
import { z } from 'zod';
import { menuRoles } from './names.ts';
import { done } from './shapes.ts';

/** Names an action of the page's registry; main hands it back when the item is chosen, and knows nothing more of it. */
const ActionName = z
  .string()
  .regex(/^[a-z]+(?:-[a-z\d]+)*$/)
  .max(40);
const Label = z.string().min(1).max(120);

/** One item. `keys` are only shown: the page itself answers them, so that they mean the same with and without a menu. */
export const AppMenuItem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('separator') }),
  /** What the system does, under our word for it. */
  z.object({ kind: z.literal('role'), role: z.enum(menuRoles), label: Label }),
  z.object({
    kind: z.literal('action'),
    id: ActionName,
    label: Label,
    /** In Electron's notation, for instance "CommandOrControl+K"; '' for none. */
    keys: z.string().regex(/^$|^(?:CommandOrControl\+)?(?:Shift\+)?(?:[A-Z\d]|Plus|[-,]|F\d{1,2})$/),
    enabled: z.boolean(),
    /** Null for an item that is not on or off. */
    checked: z.boolean().nullable(),
  }),
]);
export type AppMenuItem = z.output<typeof AppMenuItem>;

export const AppMenu = z.object({
  /** The system's meaning of the menu, where it has one: macOS puts windows and the search of menus there. */
  role: z.enum(['window', 'help']).nullable(),
  label: Label,
  items: z.array(AppMenuItem).min(1).max(60),
});
export type AppMenu = z.output<typeof AppMenu>;

/** The call that replaces the menu: after a change of the language, of who is signed in, or of what is possible. */
export const showMenu = { input: z.object({ menus: z.array(AppMenu).min(1).max(10) }), output: done };

export const menuEvents = {
  /** An action of the menu was chosen. */
  actionChosen: z.object({ id: ActionName }),
};
