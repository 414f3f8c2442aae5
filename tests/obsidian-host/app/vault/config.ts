/** The app's own settings, in app.json and appearance.json of the configuration folder. Only what differs from the default is written. */

export const CONFIG_DEFAULTS: Readonly<Record<string, unknown>> = {
  alwaysUpdateLinks: false,
  attachmentFolderPath: "/",
  autoPairBrackets: true,
  autoPairMarkdown: true,
  defaultViewMode: "source",
  focusNewTab: true,
  foldHeading: true,
  foldIndent: true,
  livePreview: true,
  newFileFolderPath: "/",
  newFileLocation: "root",
  newLinkFormat: "shortest",
  promptDelete: true,
  propertiesInDocument: "visible",
  readableLineLength: true,
  rightToLeft: false,
  showIndentGuide: true,
  showInlineTitle: true,
  showLineNumber: false,
  showUnsupportedFiles: false,
  smartIndentList: true,
  spellcheck: true,
  strictLineBreaks: false,
  tabSize: 4,
  trashOption: "system",
  useMarkdownLinks: false,
  userIgnoreFilters: null,
  useTab: true,
  vimMode: false,
  // appearance.json
  accentColor: "",
  baseFontSize: 16,
  cssTheme: "",
  enabledCssSnippets: [],
  nativeMenus: null,
  showRibbon: true,
  showViewHeader: true,
  theme: "system",
};

const APPEARANCE = new Set(["accentColor", "baseFontSize", "cssTheme", "enabledCssSnippets", "interfaceFontFamily", "monospaceFontFamily", "nativeMenus", "showRibbon", "showViewHeader", "textFontFamily", "theme", "translucency"]);

export const configFileOf = (key: string): "app.json" | "appearance.json" => (APPEARANCE.has(key) ? "appearance.json" : "app.json");

/** The settings of one file's text; none where it is no JSON object. */
export function readConfig(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}
