/** The same past in SQLite, which comes with Node: not sealed, and without the times when nobody looked. */
import { DatabaseSync } from 'node:sqlite';
import { end } from './ours.ts';
import { type Past, relive } from './past.ts';

const month = 30 * 86_400_000;

export async function makeSqlite(file: string, past: Past): Promise<void> {
  const database = new DatabaseSync(file);
  database.exec('pragma journal_mode = wal; create table changes (unit integer, at integer, code integer)');
  const insert = database.prepare('insert into changes values (?, ?, ?)');
  database.exec('begin');
  await relive(past, (unit, at, condition) => void insert.run(unit, at, condition));
  database.exec('commit; create index by_unit on changes (unit, at, code)');
  database.close();
}

/** Opens it, and reads what each unit is now, which ours knows once it is open. */
export function openSqlite(file: string) {
  const database = new DatabaseSync(file);
  const last = database.prepare('select unit, code, max(at) from changes group by unit').all();
  const unitChanges = database.prepare(
    `select at, code from changes where unit = ?1 and at >= coalesce(
       (select max(at) from changes where unit = ?1 and at <= ?2), ?2) order by at`,
  );
  const outOfFleet = database.prepare(
    `select unit, sum(until - max(at, ?1)) as out, count(*) as outages from (
       select unit, at, code, lead(at, 1, ?2) over (partition by unit order by at) as until from changes)
     where code = 2 and until > ?1 group by unit`,
  );
  return {
    known: last.length,
    monthOfUnit: (unit: number) => unitChanges.all(unit, end - month),
    /** How long each unit was out, and how often. */
    monthOfFleet: () => outOfFleet.all(end - month, end) as { unit: number; out: number; outages: number }[],
    close: () => database.close(),
  };
}
