/** Settings, and what the organisation has decided of them. */
import { z } from 'zod';
import { languages, policyKeys, themes } from './names.ts';
import { type CallsOf, done } from './shapes.ts';

export const Settings = z.object({
  language: z.enum(languages),
  theme: z.enum(themes),
  /** Closing the window leaves MAX Desk in the tray, where the desktop has one. */
  closeToTray: z.boolean(),
  startWithSystem: z.boolean(),
  /** How long a copied token stays in the clipboard, seconds (R30). */
  clipboardSeconds: z.number().int().min(10).max(600),
  /** The keys that copy the token from anywhere, as Electron names them ("Control+Shift+K"); '' for none. */
  copyShortcut: z
    .string()
    .regex(
      /^$|^(?=.*(?:Control|Alt|Command|Super)\+)(?:(?:Control|Alt|Command|Super|Shift)\+){1,4}(?:[A-Z\d]|F\d{1,2})$/,
    ),
});
export type Settings = z.output<typeof Settings>;

/** Something that is decided, as the person is shown it; `origin` is the file or the key of the registry that says so. */
export const ManagedValue = z.object({
  key: z.enum(policyKeys),
  value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
  origin: z.string(),
});
export type ManagedValue = z.output<typeof ManagedValue>;

export const settingsCalls = {
  changeSettings: { input: Settings.partial(), output: done },
} satisfies CallsOf<'settings'>;
