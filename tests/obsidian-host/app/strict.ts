/** Makes a module of the API strict: what is declared and missing here throws when it is used, and not somewhere else later. */
import type { DeclaredApi, DeclaredMember } from "../build/api-list";

const missing = (name: string): Error => new Error(`not implemented in the test host: ${name}`);

/** Names of what is declared and throws: an export, or "Class.method". */
export type Missing = string[];

export interface StrictModule {
  exports: object;
  missing: Missing;
}

export function makeStrict(implementations: Readonly<Record<string, unknown>>, api: DeclaredApi): StrictModule {
  const names: Missing = [];
  const exports: Record<string, unknown> = {};
  for (const [name, declared] of Object.entries(api)) {
    if (!Object.hasOwn(implementations, name)) {
      names.push(name);
      exports[name] = declared.kind === "value" ? undefined : throwing(name);
      if (declared.kind === "value") Object.defineProperty(exports, name, { enumerable: true, get: () => fail(name) });
      continue;
    }
    exports[name] = implementations[name];
    if (declared.kind === "class") names.push(...fillGaps(name, implementations[name] as ClassLike, declared.members));
  }
  return { exports: new Proxy(exports, { get: getDeclared }), missing: names };
}

interface ClassLike {
  prototype: object;
}

function fail(name: string): never {
  throw missing(name);
}

/** Fit to be called, constructed and extended. */
const throwing = (name: string): unknown =>
  function () {
    fail(name);
  };

function getDeclared(target: object, name: string | symbol): unknown {
  if (typeof name === "symbol" || name in target || name === "default" || name === "__esModule") return Reflect.get(target, name);
  throw missing(name);
}

/** A declared method that the class lacks throws when called; a property, when it is read before anybody set it. Which properties the instances have is known to the compiler alone. */
function fillGaps(className: string, Class: ClassLike, members: readonly DeclaredMember[]): Missing {
  const names: Missing = [];
  for (const { name, kind, isStatic } of members) {
    const target: object = isStatic ? Class : Class.prototype;
    if (name in target) continue;
    const fullName = `${className}.${name}`;
    if (kind === "method") {
      names.push(fullName);
      Object.defineProperty(target, name, { configurable: true, writable: true, value: () => fail(fullName) });
    } else {
      Object.defineProperty(target, name, {
        configurable: true,
        get: () => fail(fullName),
        set(this: object, value: unknown) {
          Object.defineProperty(this, name, { configurable: true, enumerable: true, writable: true, value });
        },
      });
    }
  }
  return names;
}
