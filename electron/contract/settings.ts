/** Settings, and which of them the organisation has set. */
import { z } from 'zod';
import { languages, overviewModes, policyKeys, themes } from './names.ts';
import { type CallsOf, done } from './shapes.ts';

export const Settings = z.object({
  language: z.enum(languages),
  theme: z.enum(themes),
  /** Whether the overview above the table of units is open or folded into one line. */
  overview: z.enum(overviewModes),
  /** Closing the window hides MAX Desk in the tray, if the desktop has one. */
  closeToTray: z.boolean(),
  startWithSystem: z.boolean(),
  /** How long a copied token stays in the clipboard, seconds (R30). */
  clipboardSeconds: z.number().int().min(10).max(600),
  /** The global shortcut that copies the token, in Electron's notation ("Control+Shift+K"); '' for none. */
  copyShortcut: z
    .string()
    .regex(
      /^$|^(?=.*(?:Control|Alt|Command|Super)\+)(?:(?:Control|Alt|Command|Super|Shift)\+){1,4}(?:[A-Z\d]|F\d{1,2})$/,
    ),
  /** How large the page is shown, percent (WCAG 1.4.4). */
  zoom: z.number().int().min(50).max(300),
  /** Whether other programs of this user may ask MAX Desk for access. */
  agent: z.boolean(),
});
export type Settings = z.output<typeof Settings>;

/** A value set by policy, as shown to the user; `origin` is the file or registry key that it comes from. */
export const ManagedValue = z.object({
  key: z.enum(policyKeys),
  value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
  origin: z.string(),
});
export type ManagedValue = z.output<typeof ManagedValue>;

export const settingsCalls = {
  changeSettings: { input: Settings.partial(), output: done },
} satisfies CallsOf<'settings'>;
