/** Everything that the window shows, as one state. */
import { z } from 'zod';
import { AgentState } from './agent.ts';
import { CopyKind } from './clipboard.ts';
import { ConnectionSummary } from './connections.ts';
import { Failure } from './failure.ts';
import { LedgerState } from './ledger.ts';
import { LiveState } from './live.ts';
import { showMenu } from './menu.ts';
import { displayProtocols, troubles } from './names.ts';
import { ProxyState } from './proxy.ts';
import { ResourceSummary } from './rows.ts';
import { SessionState } from './session.ts';
import { ManagedValue, Settings } from './settings.ts';
import { Proposal } from './setup.ts';
import { type CallsOf, done, nothing } from './shapes.ts';
import { UpdateState } from './updates.ts';
import { SavedView, UnitsView } from './views.ts';
import { WallState } from './wall.ts';

/** Where tokens are stored: `encrypted` on disk, or in memory only, with the reason (R23). */
export const Persistence = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('encrypted') }),
  z.object({
    kind: z.literal('memory'),
    reason: z.enum(['no-keyring', 'locked', 'failed', 'disk-full', 'disk', 'newer', 'simulated']),
  }),
]);
export type Persistence = z.output<typeof Persistence>;

/** Everything the window shows except the units; sent as a whole whenever a part of it changes. */
export const DeskState = z.object({
  version: z.string(),
  locale: z.enum(['en', 'de']),
  settings: Settings,
  connection: ConnectionSummary.nullable(),
  /** All known connections, including the current one if it is kept. */
  connections: z.array(ConnectionSummary),
  connectionProblem: Failure.nullable(),
  subscriptionKey: z.enum(['set', 'missing']),
  session: SessionState,
  persistence: Persistence,
  live: LiveState,
  ledger: LedgerState,
  /** The last arrangement of the table; null before the first change. */
  view: UnitsView.nullable(),
  savedViews: z.array(SavedView),
  /** IDs of the units that raise a notification when they go out of service. */
  watched: z.array(z.string()),
  /** The further lists of the connection. */
  resources: z.array(ResourceSummary),
  /** What MAX Desk has put into the system clipboard, and when it is cleared (ms since 1970). */
  clipboard: z.object({ what: CopyKind, clearsAt: z.number() }).nullable(),
  /** What this computer supports, for instance a tray to close the window to, or starting with the system. */
  desktop: z.object({
    /** A tray that the window can close to. */
    tray: z.boolean(),
    display: z.enum(displayProtocols),
    /** Whether the D-Bus session bus of a Linux desktop is there; always true on other systems. */
    bus: z.boolean(),
    /** `silent`: the notification service does not respond. */
    notifications: z.enum(['there', 'missing', 'silent']),
    loginItem: z.boolean(),
    /** The shortcut that copies the token; `refused` if, for instance, another program already uses it. */
    shortcut: z.enum(['off', 'on', 'refused']),
    /** Whether the system may accept a shortcut and never report it (Wayland). */
    shortcutUncertain: z.boolean(),
  }),
  /** Null if no proxy has asked for credentials. */
  proxy: ProxyState.nullable(),
  /** The proposed connection that the user has yet to accept or decline. */
  proposal: Proposal.nullable(),
  /** An internal problem from which MAX Desk has recovered; null once the user has seen it. */
  trouble: z.enum(troubles).nullable(),
  /** Values set by the organisation; the user cannot change them. */
  managed: z.array(ManagedValue),
  /** IDs of the organisation's connections, which cannot be changed or removed. */
  managedConnections: z.array(z.string()),
  /** Whether the simulator is available: the package may omit it, the organisation may forbid it. */
  simulator: z.boolean(),
  updates: UpdateState,
  wall: WallState,
  /** ID of the unit that a link from outside, or a notification that was clicked, asks for, until it is shown. */
  askedUnit: z.string().nullable(),
  agent: AgentState,
});
export type DeskState = z.output<typeof DeskState>;

export const deskCalls = {
  showMenu,
  getState: { input: nothing, output: DeskState },
  /** The page has rendered the data from disk: main may start fetching newer data, which waited for this. */
  painted: { input: nothing, output: done },
} satisfies CallsOf<'desk'>;

export const deskEvents = {
  stateChanged: DeskState,
};
