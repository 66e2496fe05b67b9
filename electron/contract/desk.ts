/** Everything that the window shows, as one state. */
import { z } from 'zod';
import { CopyKind } from './clipboard.ts';
import { ConnectionSummary } from './connections.ts';
import { Failure } from './failure.ts';
import { LiveState } from './live.ts';
import { displayProtocols, troubles } from './names.ts';
import { ProxyState } from './proxy.ts';
import { SessionState } from './session.ts';
import { ManagedValue, Settings } from './settings.ts';
import { Proposal } from './setup.ts';
import { type CallsOf, done, nothing } from './shapes.ts';
import { UpdateState } from './updates.ts';
import { SavedView, UnitsView } from './views.ts';

/** Where tokens live: `encrypted` on disk, or in memory only, and then why (R23). */
export const Persistence = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('encrypted') }),
  z.object({
    kind: z.literal('memory'),
    reason: z.enum(['no-keyring', 'locked', 'failed', 'disk-full', 'disk', 'newer', 'simulated']),
  }),
]);
export type Persistence = z.output<typeof Persistence>;

/** Everything the window shows but the units; pushed whole whenever a part of it changes. */
export const DeskState = z.object({
  version: z.string(),
  locale: z.enum(['en', 'de']),
  settings: Settings,
  connection: ConnectionSummary.nullable(),
  /** All that are known, the current one among them unless it is not kept. */
  connections: z.array(ConnectionSummary),
  connectionProblem: Failure.nullable(),
  subscriptionKey: z.enum(['set', 'missing']),
  session: SessionState,
  persistence: Persistence,
  live: LiveState,
  /** How the table was left; null before it was ever changed. */
  view: UnitsView.nullable(),
  savedViews: z.array(SavedView),
  /** The units whose going out of service is notified, by ID. */
  watched: z.array(z.string()),
  /** What of ours is in the system's clipboard, and when it is cleared (ms since 1970). */
  clipboard: z.object({ what: CopyKind, clearsAt: z.number() }).nullable(),
  /** What this computer offers: a tray to close the window to, and starting with the system for instance. */
  desktop: z.object({
    tray: z.boolean(),
    display: z.enum(displayProtocols),
    /** The bus of a Linux session; there is always one elsewhere, as it were. */
    bus: z.boolean(),
    /** `silent`: the program that shows them does not answer. */
    notifications: z.enum(['there', 'missing', 'silent']),
    loginItem: z.boolean(),
    /** The shortcut that copies the token: the system may refuse one, because something else has it for instance. */
    shortcut: z.enum(['off', 'on', 'refused']),
    /** Whether the system might not tell us of a shortcut although it took it (Wayland). */
    shortcutUncertain: z.boolean(),
  }),
  /** Null while no proxy wants anything. */
  proxy: ProxyState.nullable(),
  /** What waits for the person's word. */
  proposal: Proposal.nullable(),
  /** What went wrong inside MAX Desk and was put right, until the person has seen it. */
  trouble: z.enum(troubles).nullable(),
  /** What the organisation has decided; the person cannot change it. */
  managed: z.array(ManagedValue),
  /** The ids of the connections that come from the organisation: they are not to be changed or removed. */
  managedConnections: z.array(z.string()),
  /** The simulated service can be explored: the package may leave it out, the organisation may forbid it. */
  simulator: z.boolean(),
  updates: UpdateState,
});
export type DeskState = z.output<typeof DeskState>;

export const deskCalls = {
  getState: { input: nothing, output: DeskState },
  /** The page shows what there is on disk: whatever only brings news, and waited for that, may begin. */
  painted: { input: nothing, output: done },
} satisfies CallsOf<'desk'>;

export const deskEvents = {
  stateChanged: DeskState,
};
