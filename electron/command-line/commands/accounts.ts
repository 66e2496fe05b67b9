import { defineCommand } from '../command.ts';
import { chooseConnection } from '../connection.ts';
import { type ChosenConnection, knownConnections } from '../known-connections.ts';
import { tableOrJson } from '../options.ts';
import { openStoredAccounts, type StoredAccount } from '../stored-accounts.ts';
import { formatTable } from '../table.ts';

interface Found {
  chosen: ChosenConnection;
  account: StoredAccount;
}

export const accounts = defineCommand({
  name: 'accounts',
  summary: 'who is signed in, where, until when',
  options: {
    format: tableOrJson('how they are printed'),
  },
  example: 'max-desk accounts --format json',
  async run(context, { options }) {
    const isNamed = (options.connection ?? context.env['MAX_DESK_CONNECTION']) !== undefined;
    const connections = isNamed ? [await chooseConnection(context)] : await knownConnections(context.home());
    const found: Found[] = [];
    const identities = new Set<string>();
    for (const chosen of connections) {
      // Two connections may share one sign-in.
      if (identities.has(chosen.identityId)) continue;
      identities.add(chosen.identityId);
      const all = await openStoredAccounts(context.home(), chosen, context).all();
      found.push(...all.map((account) => ({ chosen, account })));
    }
    if (options.format === 'json')
      return context.output.write(`${JSON.stringify(found.map(asJson), null, 2)}\n`);
    if (found.length === 0) return context.tell('Nobody is signed in.');
    const titles = ['Name', 'E-mail', 'Kind', 'Connection', 'Current', 'Token until'];
    await context.output.write(formatTable(titles, found.map(asRow)));
  },
});

function asJson({ chosen, account: { id, kind, person, current, token } }: Found) {
  const { name, email } = person;
  const connection = { id: chosen.id, name: chosen.connection.name };
  return {
    id,
    name,
    email,
    kind,
    current,
    connection,
    tokenExpiresOn: token ? isoTime(token.expiresAt) : null,
  };
}

function asRow({ chosen, account: { kind, person, current, token } }: Found): string[] {
  const until = token ? isoTime(token.expiresAt) : '';
  return [person.name, person.email ?? '', kind, chosen.connection.name, current ? 'yes' : '', until];
}

function isoTime(at: number): string {
  return new Date(at).toISOString();
}
