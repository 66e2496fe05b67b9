import type { DeskState } from '../../contract/desk.ts';
import { localDate, localMinute } from '../../contract/local-time.ts';
import type { Saving } from '../export/saving.ts';
import type { Clock } from '../ports.ts';
import { redact, redactFields } from './redaction.ts';

/** What the outside contributes to a diagnostics file. */
export interface DiagnosticsSource {
  /** Versions and system information, by name. */
  versions: () => Record<string, string>;
  /** The log files, by name. */
  logs: () => Promise<Record<string, string>>;
  /** Packs texts, by path, into one file. */
  pack: (files: Record<string, string>) => Promise<Uint8Array>;
}

/** Timeout of the examination, ms. */
const examinationLimit = 20_000;
/** Limit of each text, characters; log files are rotated far below it. */
const longestLog = 8 * 1024 * 1024;

/**
 * Saves what a support request needs in one file; every text is redacted once more (R29). Null when the user cancels.
 * Throws `storage`.
 * @param examine examines the connection and returns a report
 */
export function saveDiagnostics(
  source: DiagnosticsSource,
  state: () => DeskState,
  examine: (signal: AbortSignal) => Promise<string>,
  clock: Clock,
  saving: Pick<Saving, 'save'>,
): Promise<{ file: string } | null> {
  return saving.save(nameAt(clock.now()), 'diagnostics', async () => {
    const [logs, report] = await Promise.all([source.logs(), examine(AbortSignal.timeout(examinationLimit))]);
    const now = state();
    return source.pack({
      'about.json': asJson({ version: now.version, ...source.versions() }),
      'settings.json': asJson(now.settings),
      'state.json': asJson(outlineOf(now)),
      'connection-check.txt': linesOf(report),
      ...Object.fromEntries(Object.entries(logs).map(([name, text]) => [`logs/${name}`, linesOf(text)])),
    });
  });
}

function asJson(value: Record<string, unknown>): string {
  return `${JSON.stringify(redactFields(value), undefined, 2)}\n`;
}

/** A summary of the state, without names of people and without units. */
function outlineOf(state: DeskState): Record<string, unknown> {
  const { connection, session, live, desktop, persistence, agent } = state;
  return {
    language: state.locale,
    connection: connection && {
      name: connection.name,
      simulated: connection.simulated,
      identityHost: connection.identityHost,
      apiHost: connection.apiHost,
    },
    connections: state.connections.length,
    connectionProblem: outlineOfProblem(state.connectionProblem),
    // Not named `subscriptionKey`, because values with such a name are redacted.
    subscription: state.subscriptionKey,
    signIn: {
      phase: session.phase,
      accounts: session.accounts.length,
      problem: outlineOfProblem(session.problem),
    },
    storage: persistence,
    live: {
      phase: live.phase,
      since: new Date(live.since).toISOString(),
      problem: outlineOfProblem(live.problem),
    },
    agent: {
      phase: agent.phase,
      programs: agent.programs.length,
      problem: outlineOfProblem(agent.problem),
    },
    watchedUnits: state.watched.length,
    savedViews: state.savedViews.length,
    desktop,
    trouble: state.trouble,
    // Policy values may name hosts and connections, so only the keys are listed.
    managedByPolicy: state.managed.map((each) => each.key),
  };
}

function outlineOfProblem(problem: DeskState['connectionProblem']) {
  return problem && { code: problem.code, details: problem.details };
}

function linesOf(text: string): string {
  return text
    .slice(-longestLog)
    .split('\n')
    .map((line) => redact(line, 20_000))
    .join('\n');
}

/** Sortable, in local time. */
function nameAt(now: number): string {
  return `max-desk-diagnostics-${localDate(now)}-${localMinute(now).replace(':', '')}.zip`;
}
