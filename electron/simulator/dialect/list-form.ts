import type { AboutPage, Dialect } from './dialects.ts';
import { type JsonForm, pathIn, putAt } from './letters.ts';

/** Stands for the units until they are there; no name and no value reads like it. */
export const UNITS = '<units>';

/** What stands around the units of a page: the text before and after them, and headers. */
export function listForm(dialect: Dialect, page: AboutPage) {
  if (dialect.recorded?.list) return dialect.recorded.list(page);
  const headers = dialect.next === 'Link' ? { link: linkHeader(page) } : {};
  if (dialect.list === '') return { head: '[', tail: ']', headers };
  const about: JsonForm = {};
  if (dialect.count !== '') {
    const count = dialect.countOf === 'page' ? page.items : page.total;
    putAt(about, pathIn(dialect, dialect.count), dialect.countAs === 'text' ? String(count) : count);
  }
  addLink(about, dialect, page);
  const [name = ''] = pathIn(dialect, dialect.list);
  const list = { [name]: [UNITS] };
  const text = JSON.stringify(dialect.beside === 'before' ? { ...about, ...list } : { ...list, ...about });
  const [head = '', tail = ''] = text.split(JSON.stringify(UNITS));
  return { head, tail, headers };
}

function addLink(about: JsonForm, dialect: Dialect, { first, next }: AboutPage): void {
  if (dialect.emptyLink === 'yes' && dialect.next !== 'nextLink')
    putAt(about, pathIn(dialect, 'nextLink'), '');
  if (dialect.next === 'Link') return;
  if (dialect.next === 'links[]') {
    const links = [
      { rel: 'first', href: first },
      ...(next === undefined ? [] : [{ rel: 'next', href: next }]),
    ];
    putAt(about, pathIn(dialect, 'links'), links);
    return;
  }
  if (next === undefined && dialect.noLink === 'left-out') return;
  putAt(about, pathIn(dialect, dialect.next), next ?? (dialect.noLink === 'null' ? null : ''));
}

/** RFC 8288: several links, several relation types, and a comma that separates nothing. */
export function linkHeader({ first, next }: AboutPage): string {
  const more = next === undefined ? '' : `, <${next}>; title="more, and more"; rel="alternate next"`;
  return `<${first}>; rel=first${more}`;
}
