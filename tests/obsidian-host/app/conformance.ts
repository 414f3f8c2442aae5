/**
 * Holds the host's classes and functions against obsidian.d.ts, by the compiler: what the host has of a declared member must have the declared type.
 * Types of the app are compared as mere objects, for the host's are its own; everything else, promises, null, the number of parameters and the types
 * of the page among it, must fit. What the host lacks altogether throws at run time: see strict.ts.
 */
import type * as Declared from "obsidian";
import type { implementations } from "./obsidian-module";

type Host = typeof implementations;
type Api = typeof Declared;
/** `moment` is the library itself. */
type Shared = Exclude<keyof Host & keyof Api, "moment">;

type IsAny<T> = 0 extends 1 & T ? true : false;
// eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- what a method returns is compared too
type Plain = string | number | boolean | bigint | symbol | null | undefined | void;
/** Types of the page are the same on both sides. */
type OfThePage = Node | Event | Window | Date | ArrayBuffer | DOMRect;
/** Parameters of methods are compared both ways, as TypeScript compares methods. */
type Method<Given extends unknown[], Result> = { compare(...given: Given): Result }["compare"];

/** `Depth` grows by one for each function, promise and list within another: deeper than a callback's own callback nothing is compared. */
type Loose<T, Depth extends unknown[] = []> =
  IsAny<T> extends true
    ? unknown
    : T extends Plain | OfThePage
      ? T
      : Depth["length"] extends 4
        ? unknown
        : T extends (...given: infer Given) => infer Result
          ? Method<LooseList<Given, [...Depth, 0]>, Loose<Result, [...Depth, 0]>>
          : T extends Promise<infer Value>
            ? Promise<Loose<Value, [...Depth, 0]>>
            : T extends readonly (infer Item)[]
              ? Loose<Item, [...Depth, 0]>[]
              : T extends object
                ? object
                : unknown;

type LooseList<T extends unknown[], Depth extends unknown[]> = { [Index in keyof T]: Loose<T[Index], Depth> };
type Fits<Have, Want> = Loose<Have> extends Loose<Want> ? true : false;

type Instance<T> = T extends { prototype: infer P } ? P : never;
type Misfits<Name extends Shared> = {
  [Member in keyof Instance<Host[Name]> & keyof Instance<Api[Name]> & string]: Fits<Instance<Host[Name]>[Member], Instance<Api[Name]>[Member]> extends true ? never : `${Name}.${Member}`;
}[keyof Instance<Host[Name]> & keyof Instance<Api[Name]> & string];

type IsClass<T> = T extends abstract new (...given: never[]) => unknown ? true : false;
type MisfitOf<Name extends Shared> = IsClass<Api[Name]> extends true ? Misfits<Name> : Fits<Host[Name], Api[Name]> extends true ? never : Name;

/** "Class.member" or a function's name. */
export type Misfit = { [Name in Shared]: MisfitOf<Name> }[Shared];

/** Declared members that the host's instances lack, as "Class.member". */
export type Lacking = { [Name in Shared]: IsClass<Api[Name]> extends true ? `${Name}.${Exclude<keyof Instance<Api[Name]> & string, keyof Instance<Host[Name]>>}` : never }[Shared];

/** Those whose type cannot be the declared one, with the reason beside each. */
type Excused =
  // Null before there is a file, a parent or a card, which the declarations pass over.
  | "MarkdownEditView.file"
  | "MarkdownEditView.hoverPopover"
  | "MarkdownPreviewView.file"
  | "MarkdownRenderer.file"
  | "WorkspaceItem.parent"
  | "WorkspaceParent.parent"
  // Declared as an enumeration without members.
  | "HoverPopover.state"
  // What a processor gives back is nobody's concern but the one's who waits for it.
  | "Plugin.registerMarkdownPostProcessor"
  | "Plugin.registerMarkdownCodeBlockProcessor";

/** True, or the names: what they say is then the compiler's message. */
type Nothing<Names> = [Names] extends [never] ? true : Names;

/** What does not fit. */
export const conforms: Nothing<Exclude<Misfit, Excused>> = true;
/** What is lacking of a class that is there: nothing so far, and a class of which something is belongs in here with its reason. */
export const isWhole: Nothing<Lacking> = true;
