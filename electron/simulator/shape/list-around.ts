import type { AboutPage, Recorded } from '../dialect/dialects.ts';
import { linkHeader, UNITS } from '../dialect/list-form.ts';
import { madeUpNumber, madeUpText } from './made-up.ts';
import type { RecordedShape, ShapeNode } from './recorded-shape.ts';

type PageShape = RecordedShape['page'];

/** Names of what says that more follows. */
const MORE = /more|next|continuation/i;
const SOME_DAY = Date.UTC(2024, 4, 1, 12);

/** What stands around the units of a page, as it was recorded: the text before and after them, and headers. */
export function listAround(
  root: ShapeNode,
  page: PageShape,
  about: AboutPage,
): ReturnType<NonNullable<Recorded['list']>> {
  const headers: Readonly<Record<string, string>> = page.next === 'Link' ? { link: linkHeader(about) } : {};
  if (page.list === '') return { head: '[', tail: ']', headers };
  const text = JSON.stringify(objectOf(root, page, about));
  const [head = '', tail = ''] = text.split(JSON.stringify(UNITS));
  return { head, tail, headers };
}

function objectOf(node: ShapeNode, page: PageShape, about: AboutPage): Record<string, unknown> {
  const fields = node.inner.map((each) => [each.name, fieldOf(each, page, about)] as const);
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

function fieldOf(node: ShapeNode, page: PageShape, about: AboutPage): unknown {
  const { next, total, items } = about;
  const has = (type: string) => node.types.some(([each]) => each === type);
  if (node.path === page.list) return [UNITS];
  if (node.path === page.next) return next ?? absent(node);
  if (node.path === page.count) {
    const count = page.countOf === 'page' ? items : total;
    return has('number') ? count : String(count);
  }
  if (has('array')) return node.element ? linksOf(node.element, page, about) : [];
  if (has('object')) {
    const form = objectOf(node, page, about);
    return Object.keys(form).length > 0 ? form : absent(node);
  }
  if (node.forms.length > 0 && node.forms.every(([form]) => form === 'blank')) return '';
  if (has('true') || has('false')) return MORE.test(node.name) ? next !== undefined : has('true');
  if (MORE.test(node.name) && next === undefined) return absent(node);
  return plainValue(node, items);
}

function plainValue({ types, forms, name }: ShapeNode, items: number): unknown {
  const [type] = types.find(([each]) => each !== 'null') ?? ['null'];
  const [form = 'word'] = forms[0] ?? [];
  if (type === 'number') return /count|total/i.test(name) ? items : madeUpNumber(form, SOME_DAY, 1);
  return type === 'text' ? madeUpText(form, SOME_DAY, 1) : null;
}

/** What is there on a page without it; undefined is left out. */
function absent({ types, forms }: ShapeNode): null | '' | undefined {
  if (types.some(([type]) => type === 'null')) return null;
  return forms.some(([form]) => form === 'blank') ? '' : undefined;
}

/** A list of links with their relation types; any other list is empty. */
function linksOf(element: ShapeNode, page: PageShape, { first, next }: AboutPage): unknown[] {
  const target = element.inner.find((each) => each.path === page.next);
  const rel = element.inner.find((each) => each.name.toLowerCase() === 'rel');
  if (target === undefined || rel === undefined) return [];
  const link = (relation: string, address: string) => ({ [rel.name]: relation, [target.name]: address });
  return [link('first', first), ...(next === undefined ? [] : [link('next', next)])];
}
