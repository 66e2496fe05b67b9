/** A minimal XML reader for the policy templates: property lists, and a check for closed elements. */

/** The value of a property list; supports dictionaries, arrays, strings, integers and booleans. */
export function readPlist(xml: string): unknown {
  const tokens = [...elementsOf(xml)].filter(({ name }) => name !== 'plist');
  let next = 0;
  function value(): unknown {
    const { name, text } = tokens[next++] ?? { name: '', text: '' };
    if (name === 'true' || name === 'false') return name === 'true';
    const inner: unknown[] = [];
    while (tokens[next]?.name !== `/${name}`) inner.push(value());
    next += 1;
    if (name === 'array') return inner;
    if (name === 'dict')
      return Object.fromEntries(
        inner.flatMap((each, index) => (index % 2 === 0 ? [[each, inner[index + 1]]] : [])),
      );
    return name === 'integer' ? Number(text) : text;
  }
  return value();
}

/** Throws if an element is not closed, or is closed by another tag. */
export function assertWellFormed(xml: string): void {
  const open: string[] = [];
  for (const { name, isEmpty } of elementsOf(xml)) {
    if (!name.startsWith('/')) {
      if (!isEmpty) open.push(name);
    } else if (open.pop() !== name.slice(1)) throw new Error(`<${name}> ends nothing`);
  }
  if (open.length > 0) throw new Error(`<${open.join('> <')}> do not end`);
}

function* elementsOf(xml: string): Generator<{ name: string; text: string; isEmpty: boolean }> {
  const elements = xml.replace(/<!--[\s\S]*?-->|<[?!][^>]*>/g, '');
  for (const [, name = '', rest = '', text = ''] of elements.matchAll(/<(\/?[\w:-]+)([^>]*)>([^<]*)/g))
    yield { name, text, isEmpty: rest.endsWith('/') };
}
