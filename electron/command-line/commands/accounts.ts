import { defineCommand } from '../command.ts';
import { chooseConnection, isConnectionNamed } from '../connection.ts';
import { type ChosenConnection, knownConnections } from '../known-connections.ts';
import { tableOrJson } from '../options.ts';
import { printRows } from '../rows.ts';
import { type ListedAccount, listAccounts, openStoredAccounts } from '../stored-accounts.ts';
import type { Columns } from '../table.ts';

export const accounts = defineCommand({
  name: 'accounts',
  summary: 'who is signed in, where, until when',
  options: {
    format: tableOrJson('how they are printed'),
  },
  example: 'max-desk accounts --format json',
  async run(context, { options }) {
    const connections = isConnectionNamed(context)
      ? [await chooseConnection(context)]
      : await knownConnections(context.home());
    const rows: Row[] = [];
    const identities = new Set<string>();
    for (const chosen of connections) {
      // Two connections may share one sign-in.
      if (identities.has(chosen.identityId)) continue;
      identities.add(chosen.identityId);
      for (const account of await listAccounts(context, openStoredAccounts(context, chosen)))
        rows.push(rowOf(chosen, account));
    }
    await printRows(context, options.format, rows, { columns, nothing: 'Nobody is signed in.' });
  },
});

type Row = ReturnType<typeof rowOf>;
const columns: Columns<Row> = {
  Name: ({ name }) => name,
  'E-mail': ({ email }) => email,
  Kind: ({ kind }) => kind,
  Connection: ({ connection }) => connection.name,
  Current: ({ current }) => (current ? 'yes' : ''),
  'Token until': ({ tokenExpiresOn }) => tokenExpiresOn,
};

function rowOf(chosen: ChosenConnection, { accountId, kind, person, current, token }: ListedAccount) {
  const { name, email } = person;
  return {
    id: accountId,
    name,
    email,
    kind,
    current,
    connection: { id: chosen.id, name: chosen.connection.name },
    tokenExpiresOn: token ? new Date(token.expiresAt).toISOString() : null,
  };
}
