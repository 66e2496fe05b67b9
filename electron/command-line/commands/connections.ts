import { apiId } from '../../core/connection/connection-ids.ts';
import { AppError } from '../../core/errors.ts';
import { defineCommand } from '../command.ts';
import { chooseConnection, readText } from '../connection.ts';
import type { Context } from '../context.ts';
import {
  type ChosenConnection,
  chosenAsLearned,
  keepConnection,
  knownConnections,
  named,
  removeKnownConnection,
} from '../known-connections.ts';
import type { learnUnits } from '../learn.ts';
import { assertOwn } from '../managed.ts';
import { identityOptions, tableOrJson } from '../options.ts';
import { printRows } from '../rows.ts';
import type { Columns, RowFormat } from '../table.ts';
import { forgetWebhooks } from '../webhook-journals.ts';

export const connections = defineCommand({
  name: 'connections',
  summary: 'what --connection may name without a file',
  operands: {
    usage: 'list|show|import|export|key|learn|remove [NAME|FILE]',
    least: 1,
    most: 2,
    choices: ['list', 'show', 'import', 'export', 'key', 'learn', 'remove'],
  },
  options: {
    format: tableOrJson('how "list" and "show" print'),
    forget: { type: 'switch', summary: 'for "key": forget it' },
    field: { type: 'list', value: 'COLUMN=FIELD', summary: 'for "learn": where a column of the units is' },
    status: { type: 'list', value: 'STATUS=CONDITION', summary: 'for "learn": what a status means' },
    ...identityOptions,
  },
  notes: [
    '"key" keeps the subscription key, encrypted, so that MAX_DESK_SUBSCRIPTION_KEY, which goes first, is not needed. It is',
    'typed unseen, or comes from standard input: max-desk connections key max-ea.json < FILE',
    '"learn" reads one page of the units, lists its fields and proposes which is which column; in a terminal it asks.',
    'It writes fields and statuses into the connection file that was named, or into the known connection: no secret.',
    '--field and --status may be given several times. Inner fields have dots: --field city=location.town',
  ],
  example: 'max-desk connections import max-ea.json',
  async run(context, { options, operands: [action, operand] }) {
    const { format } = options;
    switch (action) {
      case 'list':
        if (operand !== undefined) throw new AppError('usage', '"connections list" takes no argument.');
        return print(context, await knownConnections(context.home()), format);
      case 'show':
        return print(context, [await meant(context, operand)], format);
      case 'import':
        return importFile(context, needed(action, 'FILE', operand));
      case 'export':
        return context.output.write((await known(context, needed(action, 'NAME', operand))).text);
      case 'key':
        return keyOf(context, options.forget, operand);
      case 'learn':
        return learn(context, options, operand);
      default:
        return remove(context, await known(context, needed('remove', 'NAME', operand)));
    }
  },
});

async function keyOf(context: Context, forget: boolean, operand: string | undefined): Promise<void> {
  const chosen = await chooseConnection(naming(context, operand));
  const { forgetSubscriptionKey, keepSubscriptionKey } = await import('../subscription-key.ts');
  if (!forget) return keepSubscriptionKey(context, chosen);
  await forgetSubscriptionKey(context, chosen);
  context.tell(`The subscription key for "${chosen.connection.name}" is forgotten.`);
}

/** The operand of an action instead of `--connection`. */
function naming(context: Context, operand: string | undefined): Context {
  if (operand === undefined) return context;
  return { ...context, options: { ...context.options, connection: operand } };
}

async function learn(
  context: Context,
  options: Parameters<typeof learnUnits>[1],
  operand: string | undefined,
): Promise<void> {
  const learning = await import('../learn.ts');
  await learning.learnUnits(naming(context, operand), options);
}

function needed(action: string, what: string, operand: string | undefined): string {
  if (operand !== undefined) return operand;
  throw new AppError('usage', `"connections ${action}" needs: ${what}.`);
}

async function known({ home }: Context, name: string): Promise<ChosenConnection> {
  return named(await knownConnections(home()), name);
}

function meant(context: Context, name: string | undefined): Promise<ChosenConnection> {
  return name === undefined ? chooseConnection(context) : known(context, name);
}

async function print(context: Context, all: ChosenConnection[], format: RowFormat): Promise<void> {
  const rows = all.map(({ id, connection: { name, identity, api }, origin }) => ({
    id,
    name,
    identity: new URL(identity.authority).host,
    api: api.baseUrl === '' ? null : new URL(api.baseUrl).host,
    origin,
  }));
  const columns: Columns<(typeof rows)[number]> = {
    Name: ({ name }) => name,
    'Sign-in': ({ identity }) => identity,
    API: ({ api }) => api,
    ID: ({ id }) => id,
    From: ({ origin }) => origin,
  };
  const nothing = 'No connection is known. Use "max-desk connections import FILE".';
  await printRows(context, format, rows, { columns, nothing, widest: 60 });
}

async function importFile({ home, tell }: Context, file: string): Promise<void> {
  const chosen = chosenAsLearned(readText(file), file, await knownConnections(home()));
  await keepConnection(home(), chosen);
  tell(`Imported "${chosen.connection.name}".`);
}

/** Also signs out all accounts of the connection and forgets its key, unless another known connection shares them. */
async function remove(context: Context, chosen: ChosenConnection): Promise<void> {
  assertOwn(await context.home().managed(), chosen);
  const others = (await knownConnections(context.home())).filter(({ id }) => id !== chosen.id);
  if (!others.some(({ identityId }) => identityId === chosen.identityId)) {
    const { forgetAll } = await import('../sign-out.ts');
    await forgetAll(context, chosen);
  }
  if (!others.some(({ connection }) => apiId(connection) === apiId(chosen.connection))) {
    const { forgetSubscriptionKey } = await import('../subscription-key.ts');
    await forgetSubscriptionKey(context, chosen);
  }
  forgetWebhooks(context.home().folder, chosen.id);
  await removeKnownConnection(context.home(), chosen);
  context.tell(`Removed "${chosen.connection.name}".`);
}
