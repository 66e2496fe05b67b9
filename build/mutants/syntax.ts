/** What nodes of the syntax tree are, as far as faults are put into them. */

/** A node of the ESTree, as the parser of Vite returns it. */
export interface Node {
  type: string;
  start: number;
  end: number;
  [field: string]: unknown;
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

const wrappers = ['TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression'];
const withoutMutants = ['ImportDeclaration', 'ImportExpression', 'ExportAllDeclaration', 'Directive'];

/** Types, which do not exist at run time, and the names of modules. */
export function isErased({ type, directive }: Node): boolean {
  if (typeof directive === 'string' || withoutMutants.includes(type)) return true;
  return type.startsWith('TS') && !wrappers.includes(type);
}

/** `log.info(…)` and the like. */
export function isLogCall({ type, callee }: Node): boolean {
  if (type !== 'CallExpression' || !isNode(callee) || !isNode(callee['object'])) return false;
  const { name, property } = callee['object'];
  return (name ?? (isNode(property) ? property['name'] : undefined)) === 'log';
}

/** The message and what follows in `new AppError(code, message, { hint })`; what the help says of a command. */
export function isMessage(
  { type, callee, key, arguments: given }: Node,
  field: string,
  child: Node,
): boolean {
  if (type === 'Property') return field === 'value' && isNode(key) && helpTexts.includes(String(key['name']));
  const isError = type === 'NewExpression' && isNode(callee) && /Error$/.test(String(callee['name']));
  if (!isError || field !== 'arguments' || !Array.isArray(given)) return false;
  return given.indexOf(child) > 0 || callee['name'] === 'Error' || callee['name'] === 'TypeError';
}

const helpTexts = ['summary', 'notes', 'example'];

/** A call or an assignment, as a statement of its own. */
export function hasEffect(node: Node): boolean {
  const inner = node['argument'] ?? node['expression'];
  if (['AwaitExpression', 'ChainExpression', 'UnaryExpression'].includes(node.type))
    return isNode(inner) && hasEffect(inner);
  if (node.type === 'AssignmentExpression') return node['operator'] === '=';
  return node.type === 'CallExpression' && isNode(node['callee']) && node['callee'].type !== 'Super';
}

/** `list[i]` and `list.at(i)`: the compiler asks for the case that it is not there, also where it always is. */
export function isElement(node: unknown): boolean {
  if (!isNode(node)) return false;
  if (node.type === 'MemberExpression') return node['computed'] === true;
  const callee = node.type === 'CallExpression' && node['callee'];
  return isNode(callee) && isNode(callee['property']) && callee['property']['name'] === 'at';
}

export function isText(value: unknown): boolean {
  if (!isNode(value)) return false;
  return value.type === 'TemplateLiteral' || typeof value['value'] === 'string';
}

export function sides({ left, right }: Node): { left: Node; right: Node } {
  if (!isNode(left) || !isNode(right)) throw new Error('An operator has two sides.');
  return { left, right };
}

/** The positions behind the objects that are optional in a chain. */
export function linksOf(node: Node): number[] {
  const links: number[] = [];
  for (let inner: unknown = node['expression']; isNode(inner); ) {
    const before = inner['object'] ?? inner['callee'] ?? inner['expression'];
    if (inner['optional'] === true && isNode(before) && !isElement(before)) links.push(before.end);
    inner = before;
  }
  return links;
}
