/** A contested point where a page is read: the callout says that it waits for the user, and each side can be ruled to hold. */
import { type MarkdownPostProcessorContext, type Plugin } from "obsidian";
import { hasPageProperties, isWikiPage } from "../citations/pages";
import type { Context } from "../context";
import { addLinkButton, labelledBy } from "../ui/elements";
import { contestedIn, type ContestedPoint } from "./contested";
import { allHoldLabel, settle } from "./settle-contradiction";

const CALLOUT = '.callout[data-callout="contested"]';

export function registerContested(plugin: Plugin, context: Context): void {
  const { app } = context;
  plugin.registerMarkdownPostProcessor(async (element, processing) => {
    const callouts = element.matches(CALLOUT) ? [element] : [...element.querySelectorAll<HTMLElement>(CALLOUT)];
    const page = callouts.length === 0 ? null : app.vault.getFileByPath(processing.sourcePath);
    if (page === null || !(isWikiPage(app, page) || hasPageProperties(processing.frontmatter))) return;
    const points = contestedIn(sectionText(element, processing) ?? (await app.vault.cachedRead(page)));
    for (const callout of callouts) {
      const point = points.find((candidate) => isOf(callout, candidate));
      if (point !== undefined) draw(context, callout, point);
    }
  });
}

function sectionText(element: HTMLElement, processing: MarkdownPostProcessorContext): string | null {
  const section = processing.getSectionInfo(element);
  return section?.text.split("\n").slice(section.lineStart, section.lineEnd + 1).join("\n") ?? null;
}

/** Whether the callout shows just these sides, whatever stands in it besides. */
function isOf(callout: HTMLElement, { sides }: ContestedPoint): boolean {
  const items = callout.querySelectorAll("li");
  const folded = (text: string): string => text.replace(/\s+/gu, " ");
  return items.length === sides.length && sides.every(({ words }, index) => folded(items[index]?.textContent ?? "").includes(folded(words)));
}

function draw(context: Context, callout: HTMLElement, point: ContestedPoint): void {
  callout.setAttribute("role", "note");
  const title = callout.querySelector<HTMLElement>(".callout-title-inner");
  if (title !== null) labelledBy(callout, title);
  const buttons: HTMLButtonElement[] = [];
  const rule = (label: string | null) => (event: MouseEvent): void => {
    // In the editor a click inside a callout else opens its Markdown.
    event.preventDefault();
    event.stopPropagation();
    for (const button of buttons) button.disabled = true;
    void settle(context, point, label).finally(() => {
      for (const button of buttons) button.disabled = false;
    });
  };
  callout.querySelectorAll("li").forEach((item, index) => {
    const side = point.sides[index];
    if (side !== undefined) buttons.push(addLinkButton(item.createDiv("cpd-verdict"), { text: "This holds", onClick: rule(side.label) }));
  });
  const foot = (callout.querySelector<HTMLElement>(".callout-content") ?? callout).createDiv("cpd-verdict cpd-verdict-foot");
  foot.createSpan({ text: point.sides.length === 2 ? "Both are kept until you decide." : "All are kept until you decide." });
  buttons.push(addLinkButton(foot, { text: allHoldLabel(point), onClick: rule(null) }));
}
