/** A style sheet may say the icon of a callout, by `--callout-icon`: it is known only once the callout is in the page. */
import { setIcon } from "../../icons";

export function applyCalloutIcons(root: HTMLElement): void {
  for (const callout of root.findAll(".callout")) {
    const place = callout.querySelector<HTMLElement>(":scope > .callout-title > .callout-icon");
    const icon = callout.getCssPropertyValue("--callout-icon").replace(/^["']|["']$/g, "");
    if (place === null || icon === "" || place.dataset.icon === icon) continue;
    place.dataset.icon = icon;
    setIcon(place, icon);
  }
}
