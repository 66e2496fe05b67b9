/** Finds the places of a source file where one small fault can be put in. */
import { parseSync } from 'vite';

/** One fault: the expression from `start` to `end` is replaced by `text`. */
export interface Mutation {
  start: number;
  end: number;
  text: string;
  kind:
    | 'condition'
    | 'boundary'
    | 'equality'
    | 'logic'
    | 'arithmetic'
    | 'removal'
    | 'result'
    | 'literal'
    | 'chain';
}

/** A node of the ESTree, as the parser of Vite returns it. */
interface Node {
  type: string;
  start: number;
  end: number;
  [field: string]: unknown;
}

/** The node, the one around it, and the field of that one which has it. */
interface Place {
  node: Node;
  parent: Node | undefined;
  field: string;
}

/** What is known of a place and of the text around it. */
interface Scene extends Place {
  source: string;
  /** Inside of a text for people or for the log, which tests do not repeat word by word. */
  isWording: boolean;
}

/** All mutations of a TypeScript file, in the order of their places. Throws if it cannot be parsed. */
export function mutationsOf(file: string, source: string): Mutation[] {
  const { program, errors } = parseSync(file, source);
  if (errors[0]) throw new Error(`${file}: ${errors[0].message}`);
  const found: Mutation[] = [];
  visit({ node: program as unknown as Node, parent: undefined, field: '', source, isWording: false }, found);
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

function visit(scene: Scene, found: Mutation[]): void {
  const { node } = scene;
  if (isLogCall(node)) return;
  found.push(...mutationsAt(scene));
  for (const [field, value] of Object.entries(node)) {
    if (field === 'key' && node['computed'] !== true) continue;
    for (const child of Array.isArray(value) ? value : [value]) {
      if (!isNode(child) || isErased(child)) continue;
      const isWording = scene.isWording || isMessage(node, field, child);
      visit({ ...scene, node: child, parent: node, field, isWording }, found);
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

const wrappers = ['TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression'];
const withoutMutants = ['ImportDeclaration', 'ImportExpression', 'ExportAllDeclaration', 'Directive'];

/** Types, which do not exist at run time, and the names of modules. */
function isErased({ type, directive }: Node): boolean {
  if (typeof directive === 'string' || withoutMutants.includes(type)) return true;
  return type.startsWith('TS') && !wrappers.includes(type);
}

/** `log.info(…)` and the like. */
function isLogCall({ type, callee }: Node): boolean {
  if (type !== 'CallExpression' || !isNode(callee) || !isNode(callee['object'])) return false;
  const { name, property } = callee['object'];
  return (name ?? (isNode(property) ? property['name'] : undefined)) === 'log';
}

/** The message and what follows in `new AppError(code, message, { hint })`; what the help says of a command. */
function isMessage({ type, callee, key, arguments: given }: Node, field: string, child: Node): boolean {
  if (type === 'Property') return field === 'value' && isNode(key) && helpTexts.includes(String(key['name']));
  const isError = type === 'NewExpression' && isNode(callee) && /Error$/.test(String(callee['name']));
  if (!isError || field !== 'arguments' || !Array.isArray(given)) return false;
  return given.indexOf(child) > 0 || callee['name'] === 'Error' || callee['name'] === 'TypeError';
}

const helpTexts = ['summary', 'notes', 'example'];

const conditional = [
  'IfStatement',
  'ConditionalExpression',
  'WhileStatement',
  'DoWhileStatement',
  'ForStatement',
];
const comparisons: Record<string, string> = { '<': '<=', '<=': '<', '>': '>=', '>=': '>' };
const opposites: Record<string, string> = { '===': '!==', '!==': '===', '==': '!=', '!=': '==' };
const calculations: Record<string, string> = { '+': '-', '-': '+', '*': '/', '/': '*', '%': '*' };
const assignments: Record<string, string> = { '+=': '-=', '-=': '+=', '*=': '/=' };

function mutationsAt(scene: Scene): Mutation[] {
  const { node, field, parent, source } = scene;
  const original = source.slice(node.start, node.end);
  const found: Mutation[] = [];
  const add = (kind: Mutation['kind'], text: string) =>
    void found.push({ start: node.start, end: node.end, text, kind });

  const isTest = field === 'test' && parent !== undefined && conditional.includes(parent.type);
  if (isTest) add('condition', `!(${original})`);
  if (parent?.type === 'ExpressionStatement' && hasEffect(node)) add('removal', 'undefined');
  if (isResult(scene)) add('result', 'undefined');

  const operator = String(node['operator']);
  if (node.type === 'BinaryExpression') {
    const limit = comparisons[operator];
    if (limit) add('boundary', withOperator(scene, limit));
    const opposite = opposites[operator];
    if (opposite && !isTest) add('equality', withOperator(scene, opposite));
    const other = calculations[operator];
    if (other && !isText(node['left']) && !isText(node['right']))
      add('arithmetic', withOperator(scene, other));
  } else if (node.type === 'LogicalExpression') {
    if (operator !== '??') add('logic', withOperator(scene, operator === '&&' ? '||' : '&&'));
    else if (!isElement(sides(node).left)) add('logic', leftOf(scene));
  } else if (node.type === 'AssignmentExpression') {
    const other = assignments[operator];
    if (other && !isText(node['right'])) add('arithmetic', withOperator(scene, other));
  } else if (node.type === 'UpdateExpression')
    add(
      'arithmetic',
      original.replace(/\+\+|--/, (sign) => (sign === '++' ? '--' : '++')),
    );
  else if (node.type === 'UnaryExpression' && operator === '!' && !isTest) add('logic', `!${original}`);
  else if (node.type === 'ChainExpression' && canBeWrapped(scene)) {
    for (const link of linksOf(node))
      add('chain', original.slice(0, link - node.start) + withoutLink(source.slice(link, node.end)));
  } else found.push(...literalsAt(scene, original));
  return found;
}

function literalsAt({ node, parent, isWording }: Scene, original: string): Mutation[] {
  const literal = (text: string): Mutation[] => [{ start: node.start, end: node.end, text, kind: 'literal' }];
  if (node.type === 'ArrayExpression' && original.replaceAll(/\s/g, '') !== '[]') return literal('[]');
  if (node.type === 'Literal' && typeof node['value'] === 'boolean') return literal(String(!node['value']));
  if (isWording || parent?.type === 'TaggedTemplateExpression') return [];
  if (node.type === 'TemplateLiteral' && original !== '``') return literal("''");
  if (node.type === 'Literal' && typeof node['value'] === 'string' && node['value'] !== '')
    return literal("''");
  return [];
}

/** What a function returns, unless it is undefined anyway. */
function isResult({ node, field, parent }: Scene): boolean {
  if (node.type === 'Identifier' && node['name'] === 'undefined') return false;
  if (node.type === 'UnaryExpression' && node['operator'] === 'void') return false;
  if (parent?.type === 'ReturnStatement') return true;
  return parent?.type === 'ArrowFunctionExpression' && field === 'body' && node.type !== 'BlockStatement';
}

/** A call or an assignment, as a statement of its own. */
function hasEffect(node: Node): boolean {
  const inner = node['argument'] ?? node['expression'];
  if (['AwaitExpression', 'ChainExpression', 'UnaryExpression'].includes(node.type))
    return isNode(inner) && hasEffect(inner);
  if (node.type === 'AssignmentExpression') return node['operator'] === '=';
  return node.type === 'CallExpression' && isNode(node['callee']) && node['callee'].type !== 'Super';
}

/** `list[i]` and `list.at(i)`: the compiler asks for the case that it is not there, also where it always is. */
function isElement(node: unknown): boolean {
  if (!isNode(node)) return false;
  if (node.type === 'MemberExpression') return node['computed'] === true;
  const callee = node.type === 'CallExpression' && node['callee'];
  return isNode(callee) && isNode(callee['property']) && callee['property']['name'] === 'at';
}

function isText(value: unknown): boolean {
  if (!isNode(value)) return false;
  return value.type === 'TemplateLiteral' || typeof value['value'] === 'string';
}

/** The original with another operator; what stands around it, brackets included, stays. */
function withOperator({ node, source }: Scene, operator: string): string {
  const { left, right } = sides(node);
  const between = source.slice(left.end, right.start).replace(String(node['operator']), operator);
  return source.slice(node.start, left.end) + between + source.slice(right.start, node.end);
}

function leftOf({ node, source }: Scene): string {
  const { left } = sides(node);
  return source.slice(left.start, left.end);
}

function sides({ left, right }: Node): { left: Node; right: Node } {
  if (!isNode(left) || !isNode(right)) throw new Error('An operator has two sides.');
  return { left, right };
}

/** A method that is called keeps its `this` only outside of brackets, and `delete` needs a place. */
function canBeWrapped({ parent, field }: Scene): boolean {
  if (parent?.type === 'ParenthesizedExpression' || field === 'callee') return false;
  return !(parent?.type === 'UnaryExpression' && parent['operator'] === 'delete');
}

/** The positions behind the objects that are optional in a chain. */
function linksOf(node: Node): number[] {
  const links: number[] = [];
  for (let inner: unknown = node['expression']; isNode(inner); ) {
    const before = inner['object'] ?? inner['callee'] ?? inner['expression'];
    if (inner['optional'] === true && isNode(before) && !isElement(before)) links.push(before.end);
    inner = before;
  }
  return links;
}

/** `?.name` becomes `.name`; `?.[0]` and `?.(…)` lose both characters. */
function withoutLink(rest: string): string {
  return rest.replace(/\?\.(\s*[[(])?/, (_, bracket?: string) => bracket ?? '.');
}
