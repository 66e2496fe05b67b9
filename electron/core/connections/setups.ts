import type { HandlersOf } from '../../contract/calls.ts';
import { parseConnection } from '../connection/connection-file.ts';
import { connectionId } from '../connection/connection-ids.ts';
import { connectionTextOf } from '../connection/connection-link.ts';
import type { UnitReading } from '../connection/unit-reading.ts';
import type { DeskPorts } from '../desk/desk-ports.ts';
import { AppError } from '../errors.ts';
import { fileName } from '../export/file-name.ts';
import type { Saving } from '../export/saving.ts';
import { printable } from '../printable.ts';
import { linksInto } from '../units/unit-link.ts';
import { joinsUnits } from '../units/unit-sample.ts';
import type { Workplace } from '../workplace.ts';
import type { Connections } from './connections.ts';
import type { ConnectionText } from './known-connections.ts';
import { createProposals } from './proposals.ts';
import { answersFor, answersOf, fileOf, formFindings, found } from './setup-answers.ts';
import { createSetupChecks } from './setup-checks.ts';

interface Neighbours {
  connections: Connections;
  /** Throws `configuration` if there is no connection. */
  current: () => Workplace;
  saving: Pick<Saving, 'save'>;
  /** Called after every change of `state()`. */
  onChange: () => void;
}

export type Setups = ReturnType<typeof createSetups>;

/** Adds, sets up and exports connections. */
export function createSetups(
  { run, ways, policy: { hosts }, send }: Pick<DeskPorts, 'run' | 'ways' | 'policy' | 'send'>,
  { connections, current, saving, onChange }: Neighbours,
) {
  const checks = createSetupChecks(ways, run.clock, connections.consent);
  const proposals = createProposals({
    kept: connections.kept,
    opened: () => connections.current()?.connection,
    allow: hosts.assertConnection,
    log: run.log,
    onChange,
  });
  const before = (id: string | null) => (id === null ? undefined : connections.find(id).connection);

  const calls: HandlersOf<'setup'> = {
    addConnection: ({ text, name }) => connections.add({ text, origin: printable(name) }),
    async exportConnection({ id }) {
      const { connection } = connections.find(id);
      const text = `${JSON.stringify(connection, null, 2)}\n`;
      const name = fileName(connection.name, 'maxdesk');
      return (await saving.save(name, 'connection', () => Buffer.from(text)))?.file ?? null;
    },
    setupAnswers: (from) =>
      'region' in from ? answersFor(from.region) : answersOf(connections.find(from.id).connection),
    async checkConnection({ answers, ask, confirm, replaces }) {
      if (ask !== null) {
        // Before any request, even a DNS lookup.
        const url = { identity: answers.authority, api: answers.baseUrl, hub: answers.hubUrl }[ask].trim();
        if (URL.canParse(url)) hosts.assert(url);
        return checks.ask(ask, answers, confirm);
      }
      const findings = formFindings(answers);
      if (findings.some(({ outcome }) => outcome === 'wrong')) return findings;
      const id = connectionId(parseConnection(textOf(answers, replaces), answers.name));
      const known = connections.kept().find((each) => connectionId(each) === id);
      if (!known || id === replaces) return findings;
      return [...findings, found('name', 'doubtful', 'already-known', { details: { name: known.name } })];
    },
    setUpConnection: ({ answers, replaces }) =>
      connections.add({ text: textOf(answers, replaces), origin: '' }, replaces ?? undefined),
    async learnUnits({ connection, chosen, step }) {
      const here = current();
      if (here.id !== connection) throw new AppError('cancelled', 'Another connection is current now.');
      // Leaving the connection cancels it.
      const looked = await here.samples.look(chosen, step === 'read');
      if (step === 'keep') {
        if (joinsUnits(looked, await here.samples.look(null, false))) throw joined(here.connection.name);
        await keepReading({ connections, current }, here, looked.reading);
      }
      return looked.look;
    },
    acceptProposal: ({ id }) => connections.add(proposals.accept(id)),
    declineProposal: ({ id }) => proposals.decline(id),
  };
  return {
    calls,
    state: () => ({ proposal: proposals.current() }),
    /** A link from outside: of a unit, or with a connection, which the window asks the user about before it is used. */
    offerLink: linksInto(send, (url) =>
      proposals.offer('link', () => ({ text: connectionTextOf(url), origin: '' })),
    ),
    /** The same for a file. `read` may throw. */
    offerFile: (read: () => Promise<ConnectionText>) => proposals.offer('file', read),
    close: checks.close,
  };

  function textOf(answers: Parameters<typeof fileOf>[0], replaces: string | null): string {
    return JSON.stringify(fileOf(answers, before(replaces)));
  }
}

function joined(file: string): AppError {
  const text = 'must be a field that is different for each unit';
  return new AppError('configuration', `"api.fields.id" ${text}.`, {
    details: { file, key: 'api.fields.id', text },
  });
}

/** Opens the current connection again, with another reading of its units. */
async function keepReading(
  { connections, current }: Pick<Neighbours, 'connections' | 'current'>,
  here: Workplace,
  reading: UnitReading,
): Promise<void> {
  const choice = connections.find(here.id);
  const connection = { ...choice.connection, api: { ...choice.connection.api, ...reading } };
  // It is stored nowhere: without it the units of another account would follow.
  const pasted = here.session.state().account?.pasted ? await here.session.token() : undefined;
  try {
    if (choice.simulated) await connections.use({ ...choice, connection });
    else await connections.add({ text: JSON.stringify(connection), origin: choice.origin ?? '' }, here.id);
  } finally {
    const next = current();
    if (pasted !== undefined && next !== here) {
      next.units.clear();
      await next.session.acceptPasted(pasted.accessToken);
    }
  }
}
