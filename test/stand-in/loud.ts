/** An API the stand-in lacks must fail by its name: an `undefined` would surface far from its cause. */
import { EventEmitter } from 'node:events';

/** Names that JavaScript and its tools look up on any object; they are not APIs. */
const harmless = new Set([
  'then',
  'toJSON',
  'default',
  '__esModule',
  'inspect',
  'nodeType',
  'tagName',
  'asymmetricMatch',
]);

function lookUp(owner: string, target: object, key: PropertyKey, receiver: unknown): unknown {
  if (key in target || typeof key === 'symbol' || harmless.has(String(key)))
    return Reflect.get(target, key, receiver);
  throw new Error(`stand-in: ${owner}.${String(key)} is not implemented`);
}

/** The same object, except that reading a member it lacks throws an error naming `owner` and the member. */
export function loud<T extends object>(owner: string, api: T): T {
  return new Proxy(api, { get: (target, key, receiver) => lookUp(owner, target, key, receiver) });
}

/** Base of the stand-in's classes: an event emitter on which reading a missing member throws. */
export class Loud extends EventEmitter {}

// The proxy sits in the prototype chain, behind all real members, so that objects keep their identity.
Object.setPrototypeOf(
  Loud.prototype,
  new Proxy(Object.create(EventEmitter.prototype), {
    get: (target, key, receiver) =>
      lookUp(Object.getPrototypeOf(receiver).constructor.name, target, key, receiver),
  }),
);
