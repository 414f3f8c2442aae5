/** What a plugin's `require` gives. */
import * as commands from "@codemirror/commands";
import * as language from "@codemirror/language";
import * as state from "@codemirror/state";
import * as view from "@codemirror/view";
import * as common from "@lezer/common";
import * as highlight from "@lezer/highlight";
import * as lr from "@lezer/lr";

const editorModules: Readonly<Record<string, object>> = {
  "@codemirror/commands": commands,
  "@codemirror/language": language,
  "@codemirror/state": state,
  "@codemirror/view": view,
  "@lezer/common": common,
  "@lezer/highlight": highlight,
  "@lezer/lr": lr,
};

/** On mobile there are no modules of Node; on the desktop those that the page's own `require` gives. */
export function createRequire(obsidian: object, nodeRequire: ((name: string) => unknown) | null): (name: string) => unknown {
  return (name) => {
    if (name === "obsidian") return obsidian;
    const found = editorModules[name];
    if (found !== undefined) return found;
    if (nodeRequire === null) throw new Error(`Attempting to load NodeJS package: "${name}"`);
    return nodeRequire(name);
  };
}
