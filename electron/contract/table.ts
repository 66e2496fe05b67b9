/**
 * What the table of units can show beyond what a service says, and the limits of what people write. No zod here, so that
 * the page can import it; apart from the names, because the preload would carry the lists that are put together.
 */
import { unitColumns } from './names.ts';

/** What the operator says of a unit: further columns of the table, shown only when somebody chooses them. */
export const noteColumns = ['tags', 'note'] as const;
/** What MAX Desk has seen of a unit in the last days: shown only when somebody chooses it, neither searched nor sorted by. */
const historyColumn = 'history';
/** Every column that the table can show. */
export const tableColumns = [...unitColumns, ...noteColumns, historyColumn] as const;
export type TableColumn = (typeof tableColumns)[number];

/** What the rows of the table can be grouped by. */
export const groupings = ['site', 'city', 'tag'] as const;
export type Grouping = (typeof groupings)[number];

/** The most tags of a unit. */
export const mostTags = 20;
/** The length of a tag and of a note, in UTF-16 units. */
export const longestTag = 64;
export const longestNote = 2_000;
