import type { HandlersOf } from '../../contract/calls.ts';
import type { Connections } from '../connections.ts';
import { fileName } from '../export/file-name.ts';
import type { Saving } from '../export/saving.ts';
import type { HostRule } from './allowed-hosts.ts';
import { connectionId, parseConnection } from './connection-file.ts';
import type { Proposals } from './proposals.ts';
import { answersFor, answersOf, fileOf, formFindings, found } from './setup-answers.ts';
import type { SetupChecks } from './setup-checks.ts';

export interface SetupsParts {
  connections: Connections;
  proposals: Proposals;
  checks: SetupChecks;
  hosts: HostRule;
  saving: Pick<Saving, 'save'>;
}

/** The calls by which connections come in, are set up and go out. */
export function createSetups({
  connections,
  proposals,
  checks,
  hosts,
  saving,
}: SetupsParts): HandlersOf<'setup'> {
  const before = (id: string | null) => (id === null ? undefined : connections.find(id).connection);

  return {
    addConnection: ({ text, name }) => connections.add({ text, origin: name }),
    async exportConnection({ id }) {
      const { connection } = connections.find(id);
      const text = `${JSON.stringify(connection, null, 2)}\n`;
      const name = fileName(connection.name, 'maxdesk');
      return (await saving.save(name, 'connection', () => Buffer.from(text))) ?? null;
    },
    setupAnswers: (from) =>
      'region' in from ? answersFor(from.region) : answersOf(connections.find(from.id).connection),
    async checkConnection({ answers, ask, replaces }) {
      if (ask !== null) {
        // Before anybody is asked, were it only for the name of the host.
        const url = { identity: answers.authority, api: answers.baseUrl, hub: answers.hubUrl }[ask].trim();
        if (URL.canParse(url)) hosts.assert(url);
        return checks.ask(ask, answers);
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
    acceptProposal: ({ id }) => connections.add(proposals.accept(id)),
    declineProposal: ({ id }) => proposals.decline(id),
  };

  function textOf(answers: Parameters<typeof fileOf>[0], replaces: string | null): string {
    return JSON.stringify(fileOf(answers, before(replaces)));
  }
}
