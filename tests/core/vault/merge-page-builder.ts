/**
 * Generated pages and the edits people and recompiles make to them, for the merge's property tests.
 * Every sentence, heading and label is unique, so that a test can ask where each one went.
 */
import fc from "fast-check";

export interface Block {
  kind: "paragraph" | "list";
  lines: string[];
}

export interface PageModel {
  properties: [string, string[]][];
  sections: { heading: string; blocks: Block[] }[];
  definitions: [string, string][];
}

export interface Edit {
  kind: "sentence" | "add paragraph" | "remove paragraph" | "add item" | "add section" | "remove section" | "property" | "alias" | "footnote" | "drop footnote" | "rename" | "cut heading" | "split" | "move" | "repeat";
  section: number;
  block: number;
}

export const EDIT_KINDS: readonly Edit["kind"][] = ["sentence", "sentence", "add paragraph", "remove paragraph", "add item", "add section", "remove section", "property", "alias", "footnote", "drop footnote", "rename", "cut heading", "split", "move", "repeat"];

export const edits = (most: number, kinds: readonly Edit["kind"][] = EDIT_KINDS): fc.Arbitrary<Edit[]> =>
  fc.array(fc.record({ kind: fc.constantFrom(...kinds), section: fc.nat(100), block: fc.nat(100) }), { minLength: 1, maxLength: most });

const block = fc.record({ isList: fc.boolean(), lines: fc.integer({ min: 1, max: 3 }), isCited: fc.boolean() });

/** Pages of up to `most` sections; each cited line has its definition. */
export const pages = (most: number): fc.Arbitrary<PageModel> =>
  fc.array(fc.array(block, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: most }).map((sections) => {
    const page: PageModel = {
      properties: [
        ["type", [" concept"]],
        ["summary", [" What it is"]],
        ["aliases", ["", "  - One", "  - Two"]],
        ["category", [' "[[Ideas]]"']],
      ],
      sections: [],
      definitions: [],
    };
    sections.forEach((blocks, s) => {
      page.sections.push({
        heading: s === 0 ? "# Title" : `${s % 3 === 2 ? "###" : "##"} Heading ${s}`,
        blocks: blocks.map(({ isList, lines, isCited }, b): Block => {
          const texts = Array.from({ length: lines }, (_, line) => `Fact ${s}.${b}.${line} about the matter at hand`);
          if (isCited) page.definitions.push([`c${s}x${b}`, `[[Source]]: "quoted words of ${s} ${b}"`]);
          if (isCited) texts[0] += `[^c${s}x${b}]`;
          return { kind: isList ? "list" : "paragraph", lines: isList ? texts.map((text) => `- ${text}`) : texts };
        }),
      });
    });
    return page;
  });

/** The page after the edits; `who` makes all new words that side's own. */
export function edit(page: PageModel, all: readonly Edit[], who: string): PageModel {
  const result = structuredClone(page);
  all.forEach((one, index) => applyEdit(result, one, `${who}${index}`));
  return result;
}

function applyEdit(page: PageModel, { kind, section, block }: Edit, name: string): void {
  const at = page.sections.length === 0 ? -1 : section % page.sections.length;
  const inside = page.sections[at];
  const target = inside && inside.blocks[block % Math.max(1, inside.blocks.length)];
  const paragraph: Block = { kind: "paragraph", lines: [`Paragraph by ${name}`] };
  if (kind === "sentence" && target) target.lines[section % target.lines.length] = `${target.kind === "list" ? "- " : ""}Changed by ${name}`;
  if (kind === "add paragraph") inside?.blocks.splice(block % (inside.blocks.length + 1), 0, paragraph);
  if (kind === "remove paragraph") inside?.blocks.splice(block % Math.max(1, inside.blocks.length), 1);
  if (kind === "add item" && target?.kind === "list") target.lines.splice(section % (target.lines.length + 1), 0, `- Item by ${name}`);
  if (kind === "add section") page.sections.splice(at + 1, 0, { heading: `## Section by ${name}`, blocks: [paragraph] });
  if (kind === "remove section" && at > 0) page.sections.splice(at, 1);
  if (kind === "rename" && inside) inside.heading = `${inside.heading.split(" ")[0]} Renamed by ${name}`;
  if (kind === "cut heading" && inside && at > 0) {
    page.sections[at - 1]?.blocks.push(...inside.blocks);
    page.sections.splice(at, 1);
  }
  if (kind === "split" && inside) page.sections.splice(at + 1, 0, { heading: `## Split by ${name}`, blocks: inside.blocks.splice(block % (inside.blocks.length + 1)) });
  if (kind === "move" && inside && at > 0) {
    page.sections.splice(at, 1);
    page.sections.splice(1 + (block % page.sections.length), 0, inside);
  }
  if (kind === "repeat") inside?.blocks.push({ kind: "paragraph", lines: ["See also"] });
  if (kind === "property") setProperty(page, block % 2 === 0 ? "summary" : `added ${name}`, [` Said by ${name}`]);
  if (kind === "alias") page.properties.find(([key]) => key === "aliases")?.[1].push(`  - Alias by ${name}`);
  if (kind === "footnote") {
    inside?.blocks.push({ kind: "paragraph", lines: [`Cited by ${name}[^${name}]`] });
    page.definitions.splice(block % (page.definitions.length + 1), 0, [name, `[[Source]]: "quote by ${name}"`]);
  }
  if (kind === "drop footnote" && page.definitions.length > 0) {
    const [label] = page.definitions.splice(block % page.definitions.length, 1)[0] ?? [""];
    for (const { blocks } of page.sections) for (const one of blocks) one.lines = one.lines.map((line) => line.replace(`[^${label}]`, ""));
  }
}

function setProperty(page: PageModel, key: string, value: string[]): void {
  const property = page.properties.find(([name]) => name === key);
  if (property) property[1] = value;
  else page.properties.push([key, value]);
}

export function render(page: PageModel): string {
  const properties = page.properties.map(([key, [first, ...rest]]) => [`${key}:${first}`, ...rest].join("\n"));
  const parts = page.sections.flatMap(({ heading, blocks }) => [heading, ...blocks.map(({ lines }) => lines.join("\n"))]);
  const definitions = page.definitions.map(([label, text]) => `[^${label}]: ${text}`);
  if (definitions.length > 0) parts.push(definitions.join("\n"));
  return `---\n${properties.join("\n")}\n---\n\n${parts.join("\n\n")}\n`;
}
