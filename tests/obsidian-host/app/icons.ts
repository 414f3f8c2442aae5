/** Icons by name: those of lucide, with or without the prefix `lucide-`, and those that a plugin adds. */
import * as lucide from "lucide";

type Shape = [tag: string, attributes: Record<string, string | number | undefined>];

const svgNamespace = "http://www.w3.org/2000/svg";
const prefix = "lucide-";

/** "ArrowDown01" is "arrow-down-0-1", "ArrowUpAZ" is "arrow-up-a-z", "Grid2x2" is "grid-2x2". */
const toIconName = (name: string): string =>
  name
    .replace(/(Down|Up)(01|10|AZ|ZA)$/, (_whole, way: string, pair: string) => `${way}-${pair[0] ?? ""}-${pair[1] ?? ""}`)
    .replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?<!\dx)(?=\d)/g, "-")
    .toLowerCase();

const shapes = new Map(Object.entries(lucide.icons).map(([name, shape]) => [toIconName(name), shape as Shape[]]));
/** Names the app has of its own, by the icon of lucide that looks most like them. */
const ownNames = new Map([
  ["cross", "x"],
  ["document", "file-text"],
  ["vertical-three-dots", "ellipsis-vertical"],
  ["right-triangle", "chevron-down"],
]);
const added = new Map<string, string>();

const lucideName = (id: string): string => {
  const name = ownNames.get(id) ?? id;
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
};

export function addIcon(iconId: string, svgContent: string): void {
  added.set(iconId, svgContent);
}

export function removeIcon(iconId: string): void {
  added.delete(iconId);
}

export function getIconIds(): string[] {
  return [...[...shapes.keys()].map((name) => prefix + name), ...added.keys()];
}

export const getAddedIconIds = (): string[] => [...added.keys()];

export function getIcon(iconId: string): SVGSVGElement | null {
  const content = added.get(iconId);
  if (content !== undefined) {
    const svg = newSvg(iconId, "0 0 100 100");
    svg.innerHTML = content;
    return svg;
  }
  const name = lucideName(iconId);
  const shape = shapes.get(name);
  if (shape === undefined) return null;
  const svg = newSvg(prefix + name, "0 0 24 24");
  for (const [attribute, value] of Object.entries({ fill: "none", stroke: "currentColor", "stroke-width": "2", "stroke-linecap": "round", "stroke-linejoin": "round" })) svg.setAttribute(attribute, value);
  for (const [tag, attributes] of shape) {
    const child = document.createElementNS(svgNamespace, tag);
    for (const [attribute, value] of Object.entries(attributes)) if (value !== undefined) child.setAttribute(attribute, String(value));
    svg.appendChild(child);
  }
  return svg;
}

/** Replaces what is in `parent`. An unknown name leaves it empty, as in the app; the host also says so, for it is always a mistake. */
export function setIcon(parent: HTMLElement, iconId: string): void {
  parent.textContent = "";
  if (iconId === "") return;
  const icon = getIcon(iconId);
  if (icon === null) console.error(`There is no icon "${iconId}".`);
  else parent.appendChild(icon);
}

function newSvg(className: string, viewBox: string): SVGSVGElement {
  const svg = document.createElementNS(svgNamespace, "svg");
  svg.setAttribute("xmlns", svgNamespace);
  svg.setAttribute("width", "24");
  svg.setAttribute("height", "24");
  svg.setAttribute("viewBox", viewBox);
  svg.classList.add("svg-icon", className);
  return svg;
}
