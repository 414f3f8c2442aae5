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

/** Node's modules and Electron throw: on mobile there are none, and on the desktop this host, a browser's page, has none to give. */
export function createRequire(obsidian: object, isMobile: boolean): (name: string) => unknown {
  return (name) => {
    if (name === "obsidian") return obsidian;
    const found = editorModules[name];
    if (found !== undefined) return found;
    if (isMobile) throw new Error(`Attempting to load NodeJS package: "${name}"`);
    throw new Error(`"${name}" is not available in the test host.`);
  };
}
