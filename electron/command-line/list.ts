import { haystackOf } from '../contract/fold.ts';
import { hasWord, searchWords } from '../contract/search.ts';
import { AppError } from '../core/errors.ts';
import { type DocumentLink, readDocument } from '../core/resources/documents.ts';
import {
  askedFor,
  type Resource,
  type ResourceRow,
  type RowsPage,
  readRows,
  resourcePath,
  resourcesOf,
} from '../core/resources/resources.ts';
import { incompleteList } from '../core/units/units.ts';
import type { Context } from './context.ts';
import { writtenInto, writtenTo } from './file-output.ts';
import { createListFormatter, type ListLayout, regionalFor } from './list-formats.ts';
import { nothingFound, printPages } from './list-output.ts';
import type { OpenedApi } from './opened-api.ts';
import type { ListFormat } from './options.ts';
import type { Output } from './output.ts';

interface ListOptions {
  unit: string | undefined;
  format: ListFormat;
  output: string | undefined;
  search: string;
  'fail-empty': boolean;
}

/**
 * Writes a resource of the connection, or saves its documents if it has such and a folder is named. Throws `usage`, what
 * `readRows` and `readDocument` throw, `storage`, and `incompleteList`.
 */
export async function printResource(
  { chosen, userId, lists }: Pick<OpenedApi, 'chosen' | 'userId' | 'lists'>,
  name: string,
  options: ListOptions,
  context: Context,
): Promise<void> {
  const resource = named(resourcesOf(chosen.connection), name);
  assertUnit(resource, options.unit);
  const path = await resourcePath(resource, options.unit, userId).catch(asUsage);
  const pages = readRows(lists, resource, path, context.signal);
  const isWanted = rowFilter(options.search);
  const { output, format, 'fail-empty': failEmpty } = options;
  if (output !== undefined && resource.document !== undefined) {
    await saveDocuments({ pages, isWanted, failEmpty, lists, resource, folder: output }, context);
    return;
  }
  const print = (to: Output) =>
    printRows({ name, pages, isWanted, failEmpty, format }, { ...context, output: to });
  await (output === undefined ? print(context.output) : writtenTo(output, context, print));
}

interface Wanted {
  pages: AsyncIterable<RowsPage>;
  isWanted: (row: ResourceRow) => boolean;
  failEmpty: boolean;
}

async function printRows(
  { name, pages, isWanted, failEmpty, format }: Wanted & { name: string; format: ListFormat },
  { env, options, output, tell }: Pick<Context, 'env' | 'options' | 'output' | 'tell'>,
): Promise<void> {
  const regional = await regionalFor(format, env);
  const { shown, received, shortfall } = await printPages(
    {
      name: `list "${name}"`,
      pages,
      isWanted,
      itemsOf: ({ rows }) => rows,
      formatter: ({ columns }) => createListFormatter(format, shapeOf(columns), regional),
    },
    output,
  );
  if (received === 0) tell(`"${name}" is an empty list.`);
  else if (options.verbose || process.stderr.isTTY) tell(`${shown} of ${received}`);
  // Before the file takes its place: a list that is not whole leaves none.
  if (shortfall) throw incompleteList(shortfall, undefined, `list "${name}"`);
  if (failEmpty && shown === 0) throw nothingFound(`list "${name}"`);
}

function named(resources: readonly Resource[], name: string): Resource {
  const found = resources.find((each) => each.name === name);
  if (found) return found;
  const names = resources.map((each) => each.name).join(', ');
  throw new AppError('usage', `The connection has no resource "${name}".`, {
    hint: names ? `It has: ${names}.` : 'Declare it in the connection file, under api.resources.',
  });
}

function assertUnit({ name, ofUnit }: Resource, unit: string | undefined): void {
  if (ofUnit === (unit !== undefined)) return;
  if (ofUnit) throw new AppError('usage', `"${name}" is a list of one unit: name it with --unit ID.`);
  throw new AppError('usage', `"${name}" is not a list of one unit, so it takes no --unit.`, {
    hint: 'Use --search to find what is about a unit.',
  });
}

/** A unit whose id fits no path is an error in the arguments. */
function asUsage(error: unknown): never {
  if (!(error instanceof AppError) || error.code !== 'bad-request') throw error;
  throw new AppError('usage', error.message, { cause: error, hint: error.hint });
}

/** Every word of the search must begin a word of some cell. */
function rowFilter(search: string): (row: ResourceRow) => boolean {
  const words = searchWords(search);
  return ({ cells }) => {
    if (words.length === 0) return true;
    const text = haystackOf(cells.join('\n'));
    return words.every((word) => hasWord(text, word));
  };
}

function shapeOf(titles: readonly string[]): ListLayout<ResourceRow> {
  const values = titles.map((title, at) => [title, ({ cells }: ResourceRow) => cells[at] ?? null] as const);
  const texts = values.map(
    ([title, value]) => [title, (row: ResourceRow) => value(row)?.toString() ?? null] as const,
  );
  return {
    columns: Object.fromEntries(texts),
    csvColumns: Object.fromEntries(values),
    json: (row) => Object.fromEntries(values.map(([title, value]) => [title, value(row)])),
  };
}

/** Reads the documents after the whole list, so that the service need not wait with its answer meanwhile. */
async function saveDocuments(
  {
    pages,
    isWanted,
    failEmpty,
    lists,
    resource,
    folder,
  }: Wanted & Pick<OpenedApi, 'lists'> & { resource: Resource; folder: string },
  context: Context,
): Promise<void> {
  const links: DocumentLink[] = [];
  let missing = 0;
  let shortfall: RowsPage['shortfall'] = null;
  for await (const page of pages) {
    for (const row of page.rows) {
      if (!isWanted(row)) continue;
      if (row.document) links.push(row.document);
      else missing += 1;
    }
    ({ shortfall } = page);
  }
  for (const link of links) {
    const api = askedFor(lists, resource, `document "${link.name}"`);
    const { name, body } = await readDocument(api, link, context.signal);
    const file = await writtenInto(folder, name, context, (output) => output.write(body));
    await context.output.write(`${file}\n`);
  }
  if (missing > 0) context.tell(`Without a document: ${missing} of the list.`);
  if (links.length === 0) context.tell('There is no document to save.');
  if (shortfall) throw incompleteList(shortfall, undefined, `list "${resource.name}"`);
  if (failEmpty && links.length + missing === 0) throw nothingFound(`list "${resource.name}"`);
}
