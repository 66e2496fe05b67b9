/** Finds the places of a source file where one small fault can be put in. */
import { parseSync } from 'vite';
import {
  hasEffect,
  isElement,
  isErased,
  isLogCall,
  isMessage,
  isNode,
  isText,
  linksOf,
  type Node,
  sides,
} from './syntax.ts';

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

/** A method that is called keeps its `this` only outside of brackets, and `delete` needs a place. */
function canBeWrapped({ parent, field }: Scene): boolean {
  if (parent?.type === 'ParenthesizedExpression' || field === 'callee') return false;
  return !(parent?.type === 'UnaryExpression' && parent['operator'] === 'delete');
}

/** `?.name` becomes `.name`; `?.[0]` and `?.(…)` lose both characters. */
function withoutLink(rest: string): string {
  return rest.replace(/\?\.(\s*[[(])?/, (_, bracket?: string) => bracket ?? '.');
}
