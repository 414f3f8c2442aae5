/** The vault of the pictures: the example compiled, with something of each state of a source in it. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";

const HARRISON = "Clippings/John Harrison and the marine chronometer.md";
export const HARRISON_PAGE = "wiki/concepts/John Harrison.md";

function change(folder: string, path: string, edit: (text: string) => string): void {
  const file = join(folder, path);
  const before = readFileSync(file, "utf8");
  const after = edit(before);
  if (after === before) throw new Error(`Nothing in ${path} is as the pictures expect it.`);
  writeFileSync(file, after);
}

/** What comes in after that compile: a text for a new note, more text for one that is there. */
export const LATE_CHANGES: Readonly<Record<string, string>> = {
  "raw/Leap seconds and UTC.md": "\n## After 2035\n\nThe General Conference on Weights and Measures decided in 2022 to let the difference between UTC and UT1 grow beyond one second by 2035.\n",
  "Clippings/Marine chronometers after Harrison.md": "---\ntitle: Marine chronometers after Harrison\nsource: https://example.org/after-harrison\n---\nJohn Arnold and Thomas Earnshaw made the marine chronometer simple enough to be built in numbers. By 1825 the Royal Navy carried chronometers as a matter of course.\n",
};

const JOURNAL = "Went to Greenwich today. The room with the four sea clocks is smaller than I thought; John Harrison must have been a patient man. The guide said that the Board of Longitude never paid him in full.\n\nNext: read about GPS Time, and how leap seconds get into a radio clock such as DCF77.\n";

export interface PictureVaults {
  /** Not compiled yet. */
  fresh: string;
  /** Everything compiled. */
  compiled: string;
  /** One conflict, one failure, new and changed sources. */
  busy: string;
  remove(): void;
}

export function makePictureVaults(root: string): PictureVaults {
  const holder = mkdtempSync(join(tmpdir(), "compendium-pictures-"));
  const at = (name: string): string => join(holder, name, "Timekeeping");
  const compile = (folder: string): void => {
    const { status, stderr } = spawnSync(process.execPath, [join(root, "dist", "cli.js"), "compile", "--vault", folder, "--quiet"], { encoding: "utf8" });
    if (status !== 0 && status !== 1) throw new Error(stderr);
  };
  cpSync(join(root, "examples", "vault"), at("fresh"), { recursive: true });
  cpSync(at("fresh"), at("compiled"), { recursive: true });
  writeFileSync(join(at("compiled"), "Journal.md"), JOURNAL);
  compile(at("compiled"));
  cpSync(at("compiled"), at("busy"), { recursive: true });
  edit(at("busy"));
  return { fresh: at("fresh"), compiled: at("compiled"), busy: at("busy"), remove: () => rmSync(holder, { recursive: true, force: true }) };
}

/** Sources and a page changed in the same place, and a file that is no text: what the next compile finds. */
function edit(folder: string): void {
  change(folder, HARRISON_PAGE, (page) => page.replace("- In 1773 Parliament granted Harrison a further 8,750 pounds.", "- Parliament granted him a further 8,750 pounds in June 1773, after the King himself had taken his side."));
  change(folder, HARRISON, (source) => source.replace("In 1773 Parliament granted Harrison a further 8,750 pounds.", "In 1773 Parliament granted Harrison a further 8,750 pounds, twelve years after the first trial to Jamaica."));
  writeFileSync(join(folder, "raw", "Observatory log 1884.md"), Buffer.from("The log was kept in French: r\u00e9gl\u00e9, v\u00e9rifi\u00e9, sign\u00e9 chaque soir.", "latin1"));
}
