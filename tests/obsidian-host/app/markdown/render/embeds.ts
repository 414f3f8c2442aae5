/** Fills the places of embeds: images, sounds, films, notes and parts of notes. */
import type { App } from "../../app";
import type { Component } from "../../events";
import { setIcon } from "../../icons";
import { parseLinktext } from "../../metadata";
import type { TFile } from "../../vault";

const images = new Set(["avif", "bmp", "gif", "jpeg", "jpg", "png", "svg", "webp"]);
const sounds = new Set(["flac", "m4a", "mp3", "ogg", "wav", "3gp"]);
const films = new Set(["mkv", "mov", "mp4", "ogv", "webm"]);
const deepest = 5;

export interface EmbedHost {
  app: App;
  sourcePath: string;
  component: Component;
  /** How many embeds are around. */
  depth: number;
  renderNote: (file: TFile, subpath: string, parent: HTMLElement, depth: number) => Promise<void>;
}

/** Loads what the embeds below `root` show. */
export async function loadEmbeds(root: HTMLElement, host: EmbedHost): Promise<void> {
  const places = root.findAll(".internal-embed:not(.is-loaded)");
  await Promise.all(places.map((place) => loadEmbed(place, host)));
}

async function loadEmbed(place: HTMLElement, host: EmbedHost): Promise<void> {
  const { app, sourcePath } = host;
  const linktext = place.getAttr("src") ?? "";
  const { path, subpath } = parseLinktext(linktext);
  const file = path === "" ? app.vault.getFileByPath(sourcePath) : app.metadataCache.getFirstLinkpathDest(path, sourcePath);
  place.addClass("is-loaded");
  if (file === null) {
    place.addClass("file-embed", "mod-empty");
    place.setText(`“${linktext}” could not be found.`);
  } else if (file.extension === "md") await loadNote(place, file, subpath, host);
  else loadMedia(place, file, app);
}

function loadMedia(place: HTMLElement, file: TFile, app: App): void {
  const src = app.vault.getResourcePath(file);
  const extension = file.extension.toLowerCase();
  const kind = images.has(extension) ? "img" : sounds.has(extension) ? "audio" : films.has(extension) ? "video" : null;
  if (kind === null) {
    place.addClass("file-embed", "mod-generic");
    const title = place.createDiv("file-embed-title");
    setIcon(title.createSpan("file-embed-icon"), "lucide-file");
    title.createSpan({ text: ` ${file.name}` });
    return;
  }
  place.addClass("media-embed", { img: "image-embed", audio: "audio-embed", video: "video-embed" }[kind]);
  const media = place.createEl(kind, { attr: { src, alt: place.getAttr("alt"), width: place.getAttr("width"), height: place.getAttr("height") } });
  if (kind !== "img") media.setAttr("controls", "");
}

async function loadNote(place: HTMLElement, file: TFile, subpath: string, host: EmbedHost): Promise<void> {
  place.addClass("markdown-embed", "inline-embed");
  if (subpath === "") place.createDiv({ cls: "embed-title markdown-embed-title", text: file.basename });
  const content = place.createDiv("markdown-embed-content");
  const link = place.createDiv({ cls: "markdown-embed-link", attr: { "aria-label": "Open link" } });
  setIcon(link, "lucide-link");
  link.addEventListener("click", () => void host.app.workspace.openLinkText(place.getAttr("src") ?? "", host.sourcePath));
  if (host.depth >= deepest) content.setText("Too many embeds within one another.");
  else await host.renderNote(file, subpath, content, host.depth + 1);
}
