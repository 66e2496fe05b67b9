import { type UnitColumn, unitColumns, unitConditions } from '../contract/names.ts';
import type { ChosenReading, UnitsLook } from '../contract/setup.ts';
import { withReading } from '../core/connection/learned-reading.ts';
import type { UnitReading } from '../core/connection/unit-reading.ts';
import { AppError } from '../core/errors.ts';
import { joinsUnits, type LookedAt, lookAt, readSample } from '../core/units/unit-sample.ts';
import { openApi } from './api.ts';
import { isConnectionFile } from './connection.ts';
import type { Context } from './context.ts';
import { writtenTo } from './file-output.ts';
import { readLine } from './input.ts';
import { type ChosenConnection, keepConnection, knownConnections, parseChosen } from './known-connections.ts';
import { assertOwn } from './managed.ts';
import type { IdentityOptions } from './options.ts';
import { sayLine } from './output.ts';
import { type Columns, formatTable } from './table.ts';
import { createUnitFormatter } from './unit-formats.ts';

interface LearnOptions extends IdentityOptions {
  field: readonly string[];
  status: readonly string[];
}

/**
 * Reads one page of the units, shows how it is read, and writes that into the connection: as the options say, else as a
 * person at the terminal says; without either nothing is written. Values of the units are shown on a terminal only.
 * Throws `usage`, `managed`, `storage`, `cancelled`, and as `openApi` and `readSample` do.
 */
export async function learnUnits(context: Context, options: LearnOptions): Promise<void> {
  const { chosen, lists } = await openApi(context, options);
  assertOwn(await context.home().managed(), chosen);
  const { api } = chosen.connection;
  const sample = await readSample(lists, api.unitsPath, context.signal);
  if (sample.length === 0)
    throw new AppError('api-bad-answer', 'The list has no units to look at.', {
      hint: 'Ask TK Elevator whether this account may see units.',
    });
  const look = (chosenReading: ChosenReading | null) => lookAt(sample, api, chosenReading);
  const first = look(null);
  const { chosen: proposed, unsure } = first.look;
  const given = [...options.field.map((text) => fieldIn(text, first.look)), ...options.status.map(statusIn)];
  if (given.length > 0) {
    // Nobody has looked at what is only likely.
    const sure = Object.fromEntries(unsure.map((column) => [column, '']));
    const start = { ...proposed, columns: { ...proposed.columns, ...sure } };
    const end = look(given.reduce<ChosenReading>(changed, start));
    await print(context, end);
    assertApart(end, first);
    return keep(context, chosen, end.reading);
  }
  if (process.stdin.isTTY && process.stdout.isTTY) {
    const end = await ask(context, first, look);
    return keep(context, chosen, end.reading);
  }
  await print(context, first);
  context.tell('Nothing was written: say what is what by --field and --status, or run it in a terminal.');
}

/** A choice must not make one unit of several. Throws `usage`. @param first the look before anything was chosen */
function assertApart(end: LookedAt, first: LookedAt): void {
  if (!joinsUnits(end, first)) return;
  const { sameId, received } = end.look;
  throw new AppError('usage', `${sameId} of ${received} items would have the ID of another one.`, {
    hint: 'Choose a field for "id" that is different for each unit.',
  });
}

type Change =
  | { column: UnitColumn; path: string }
  | { status: string; condition: (typeof unitConditions)[number] };

function changed({ columns, statuses }: ChosenReading, change: Change): ChosenReading {
  if ('column' in change) return { statuses, columns: { ...columns, [change.column]: change.path } };
  return { columns, statuses: { ...statuses, [change.status]: change.condition } };
}

/** Parses `COLUMN=FIELD`; without a field the column stays empty. Throws `usage`. */
function fieldIn(text: string, { fields }: UnitsLook): Change {
  const [name = '', wanted] = halves(text, text.indexOf('='));
  const column = unitColumns.find((each) => each.toLowerCase() === name.toLowerCase());
  if (column === undefined || wanted === undefined)
    throw new AppError('usage', `--field takes COLUMN=FIELD, not "${text}".`, {
      hint: `A column is one of ${unitColumns.join(', ')}.`,
    });
  const path = fields.find((field) => field.path.toLowerCase() === wanted.toLowerCase())?.path;
  if (path === undefined && wanted !== '')
    throw new AppError('usage', `No unit of the first page has the field "${wanted}".`, {
      hint: 'Run "max-desk connections learn" without --field to see the fields.',
    });
  return { column, path: path ?? '' };
}

/** Parses `STATUS=CONDITION`. Throws `usage`. */
function statusIn(text: string): Change {
  const [status = '', wanted] = halves(text, text.lastIndexOf('='));
  const condition = unitConditions.find((each) => each === wanted?.toLowerCase());
  if (condition !== undefined && status !== '') return { status, condition };
  throw new AppError('usage', `--status takes STATUS=CONDITION, not "${text}".`, {
    hint: `A condition is one of ${unitConditions.join(', ')}.`,
  });
}

function halves(text: string, at: number): [string, string] | [] {
  return at < 0 ? [] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

const question = `
COLUMN=FIELD or STATUS=CONDITION changes it, an empty line writes it, Ctrl-C leaves everything as it is: `;

/** Shows what there is and takes changes until somebody is content. */
async function ask(
  context: Context,
  first: LookedAt,
  look: (reading: ChosenReading) => LookedAt,
): Promise<LookedAt> {
  let shown = first;
  await print(context, shown);
  for (;;) {
    const line = (await readLine(question, context.signal)).trim().replace(/^"|"$/g, '');
    try {
      if (line === '') {
        assertApart(shown, first);
        return shown;
      }
      const isStatus = unitConditions.some((condition) => line.toLowerCase().endsWith(`=${condition}`));
      const change = isStatus ? statusIn(line) : fieldIn(line, first.look);
      shown = look(changed(shown.look.chosen, change));
      await print(context, shown);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'usage') throw error;
      sayLine(error.message);
      sayLine(error.hint);
    }
  }
}

/** The fields with their columns. On a terminal also an example of each, the statuses and some units. */
async function print({ output, tell }: Context, { look }: LookedAt): Promise<void> {
  const { unsure, fields, statuses, units, withoutId, sameId, received } = look;
  const { columns } = look.chosen;
  const columnsOf = (path: string) =>
    unitColumns
      .filter((column) => columns[column] === path)
      .map((column) => (unsure.includes(column) ? `${column}?` : column))
      .join(', ');
  const isShown = process.stdout.isTTY;
  const example = { Example: (field: Field) => field.example };
  const titles: Columns<Field> = {
    Field: ({ path }) => path,
    Column: ({ path }) => columnsOf(path),
    ...(isShown ? example : {}),
  };
  await output.write(formatTable(titles, fields, 60));
  if (isShown) {
    const words = { Status: statusText, Condition: conditionText, Units: unitsText };
    const formatter = createUnitFormatter('table');
    await output.write(`\n${formatTable(words, statuses)}\n${formatter.page(units)}${formatter.tail()}`);
  }
  if (withoutId > 0) tell(`${withoutId} of ${received} items have no id and would be left out.`);
  if (sameId > 0) tell(`${sameId} of ${received} items have the id of another one: they would be one unit.`);
}

type Field = UnitsLook['fields'][number];
type Status = UnitsLook['statuses'][number];
const statusText = ({ status }: Status) => status;
const conditionText = ({ condition }: Status) => condition;
const unitsText = ({ count }: Status) => String(count);

/** Into the file that was named, and into the connection where it is known. */
async function keep(context: Context, chosen: ChosenConnection, reading: UnitReading): Promise<void> {
  const { options, env, tell, home } = context;
  const text = withReading(chosen.text, reading);
  const next = parseChosen(text, chosen.origin);
  const named = options.connection ?? env['MAX_DESK_CONNECTION'];
  const isFile = named !== undefined && isConnectionFile(named);
  const isKnown = (await knownConnections(home())).some(({ id }) => id === chosen.id);
  if (isFile) await writtenTo(named, context, (output) => output.write(text));
  if (isKnown || !isFile) await keepConnection(home(), next);
  tell(`Changed ${isFile ? named : `"${chosen.connection.name}"`}.`);
}
