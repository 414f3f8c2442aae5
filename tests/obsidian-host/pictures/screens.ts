/** The screens that are pictured, one explicit list: over which vault, and what a user does to come there. */
import { answer, type ModelServer, type ModelServerOptions } from "../../support/model-server";
import type { Host } from "../browser";
import { BUDGET, compileByModel, CONTESTED_PAGE, contestingReply, goodReply, slowReply, useModel } from "./model";
import { HARRISON_PAGE, LATE_CHANGES, type PictureVaults } from "./vault";

export interface Screen {
  name: string;
  vault: Exclude<keyof PictureVaults, "remove">;
  /** Also as 340 pixels wide, with nothing but the view. */
  isNarrow: boolean;
  /** The servers it starts are closed once the picture is taken. */
  show(host: Host, serve: Serve): Promise<void>;
}

export type Serve = (options: ModelServerOptions) => Promise<ModelServer>;

const settle = (host: Host): Promise<void> => host.waitForIdle();

const openPane = async (host: Host): Promise<void> => {
  await host.command("compendium:open-pane");
  await host.page.locator(".cpd-lead h2").waitFor();
  await settle(host);
};

const openPage = async (host: Host, path: string, mode: "source" | "preview"): Promise<void> => {
  await host.openNote(path, mode);
  await settle(host);
};

/** The last result is not part of the plan. */
const compileAll = async (host: Host): Promise<void> => {
  await host.command("compendium:compile");
  await host.page.locator(".cpd-lead h2", { hasText: /^(Compiled|The wiki is up to date)/ }).waitFor({ timeout: 60_000 });
  await settle(host);
};

/** The busy vault: a conflict, a failure, a new and a changed source; the compile is this device's own. */
const makeBusy = async (host: Host): Promise<void> => {
  await openPane(host);
  await compileAll(host);
  for (const [path, text] of Object.entries(LATE_CHANGES)) {
    await host.page.evaluate(
      async ([given, wanted]) => {
        const { vault } = window.app;
        const file = vault.getFileByPath(given);
        if (file === null) await vault.create(given, wanted);
        else await vault.append(file, wanted);
      },
      [path, text] as const,
    );
  }
  await host.page.locator(".cpd-lead h2", { hasText: "Ready to compile" }).waitFor();
  await settle(host);
};

const citation = (host: Host) => host.page.locator(".markdown-reading-view .cpd-cite").first();

/** The settings with the model engine, for a service that is asked for nothing. */
const openModelSettings = async (host: Host, service: string): Promise<void> => {
  await host.page.evaluate(() => window.app.secretStorage.setSecret("openai-main", "not-a-key"));
  await host.openSettings("compendium");
  await settingRow(host, "Engine").locator("select").selectOption("llm");
  await settingRow(host, "Service").locator("select").selectOption(service);
  if (service !== "openai") return;
  await settingRow(host, "Key").locator("select").selectOption("openai-main");
  for (const [row, model] of [["Model for writing", "gpt-5-mini"], ["Model for reading", "gpt-5-nano"]] as const) {
    await settingRow(host, row).locator("input").fill(model);
    await settingRow(host, row).locator("input").press("Tab");
  }
  await settle(host);
};

const settingRow = (host: Host, name: string) => host.page.locator(".modal.mod-settings .setting-item", { has: host.page.locator(".setting-item-name", { hasText: new RegExp(`^${name}$`) }) });

/** Tests the connection to a server of this script's own, or to an address where there is none. */
const showTest = async (host: Host, server: ModelServer | null): Promise<void> => {
  await openModelSettings(host, "custom");
  await settingRow(host, "Address").locator("input").fill(server?.url ?? "http://127.0.0.1:9/v1");
  await settingRow(host, "Model for writing").locator("input").fill("quiet-large");
  await settingRow(host, "Model for writing").locator("input").press("Tab");
  await host.page.getByRole("button", { name: "Test connection" }).click();
  await settingRow(host, "Connection").locator(server === null ? ".cpd-bad" : ".cpd-ok").first().waitFor();
  await settingRow(host, "Connection").scrollIntoViewIfNeeded();
  await settle(host);
};

const searchInPane = async (host: Host, query: string, shown: string): Promise<void> => {
  await host.command("compendium:open-search-pane");
  await host.page.locator(".cpd-search input").fill(query);
  await host.page.locator(".cpd-search").locator(shown).first().waitFor();
  await settle(host);
};

const searchInModal = async (host: Host, query: string): Promise<void> => {
  await host.command("compendium:search");
  await host.page.locator(".cpd-search-modal input").pressSequentially(query);
  await host.page.locator(".cpd-search-modal .cpd-hit").first().waitFor();
  await settle(host);
};

/** A search of notes that cannot be read. */
const showSearchFailed = async (host: Host): Promise<void> => {
  await host.page.evaluate(() => {
    const { vault } = window.app;
    const notes = vault.getMarkdownFiles();
    vault.getMarkdownFiles = () => notes;
    vault.getFiles = () => {
      throw new Error("the disk does not answer");
    };
  });
  await searchInPane(host, "harrison longitude", "[role=alert]");
};

/** A search while the pages are still being read for the first time. How far that is, is told after as much as the long note has. */
const showFirstReading = async (host: Host): Promise<void> => {
  await host.page.evaluate(async () => {
    const { vault } = window.app;
    const read = vault.readBinary.bind(vault);
    vault.readBinary = (file) => (file.path.startsWith("wiki/") ? new Promise<never>(() => undefined) : read(file));
    await vault.create("raw/Tables of the Moon.md", Array.from({ length: 70_000 }, (_, hour) => `${hour}${hour % 500 === 499 ? "\n\n" : ""}`).join(" "));
  });
  await host.command("compendium:open-search-pane");
  await host.page.locator(".cpd-search input").fill("harrison longitude");
  await host.page.locator(".cpd-search-status", { hasText: /[1-9]\d* of/ }).waitFor();
  await settle(host);
};

const AGREED = { agreesEverywhere: true };

/** A compile in the middle of its articles. */
const showRunning = async (host: Host, server: ModelServer): Promise<void> => {
  await useModel(host, server, AGREED, { atOnce: 4 });
  await openPane(host);
  await compileByModel(host);
  await host.page.locator(".cpd-passes li", { hasText: /Articles[1-9]\d* of/ }).waitFor();
};

export const SCREENS: readonly Screen[] = [
  { name: "welcome", vault: "fresh", isNarrow: true, show: async (host) => (await host.command("compendium:open-welcome"), settle(host)) },
  { name: "compile-plan", vault: "busy", isNarrow: true, show: async (host) => (await makeBusy(host), openPage(host, HARRISON_PAGE, "preview")) },
  {
    name: "compile-changes",
    vault: "busy",
    isNarrow: true,
    show: async (host) => {
      await makeBusy(host);
      await host.page.getByRole("button", { name: "Show changes" }).click();
      await host.page.getByRole("button", { name: "Hide changes" }).waitFor();
      await settle(host);
    },
  },
  { name: "compile-done", vault: "fresh", isNarrow: true, show: async (host) => (await openPane(host), compileAll(host)) },
  {
    name: "compile-question",
    vault: "fresh",
    isNarrow: true,
    show: async (host, serve) => {
      await useModel(host, await serve({ reply: goodReply, cors: true }));
      await openPane(host);
      await compileByModel(host);
      await host.page.locator(".cpd-amounts").waitFor();
    },
  },
  {
    name: "compile-running-model",
    vault: "fresh",
    isNarrow: true,
    show: async (host, serve) => showRunning(host, await serve({ reply: slowReply, cors: true })),
  },
  {
    name: "compile-paused",
    vault: "fresh",
    isNarrow: true,
    show: async (host, serve) => {
      await showRunning(host, await serve({ reply: slowReply, cors: true }));
      await host.page.getByRole("button", { name: "Pause" }).click();
      await host.page.locator(".cpd-lead h2", { hasText: "Paused" }).waitFor();
    },
  },
  {
    name: "compile-done-model",
    vault: "fresh",
    isNarrow: true,
    show: async (host, serve) => {
      await useModel(host, await serve({ reply: goodReply, cors: true }), AGREED);
      await openPane(host);
      await compileAll(host);
    },
  },
  {
    name: "compile-budget",
    vault: "fresh",
    isNarrow: true,
    show: async (host, serve) => {
      await useModel(host, await serve({ reply: goodReply, cors: true }), AGREED, { budgetPerRun: BUDGET, atOnce: 1 });
      await openPane(host);
      await compileByModel(host);
      await host.page.locator(".cpd-lead h2", { hasText: "The budget is used up" }).waitFor();
      await settle(host);
    },
  },
  { name: "compile-clean", vault: "compiled", isNarrow: true, show: async (host) => (await openPane(host), compileAll(host)) },
  {
    name: "conflict",
    vault: "busy",
    isNarrow: true,
    show: async (host) => {
      await makeBusy(host);
      await host.command("compendium:review-conflicts");
      await host.page.locator(".cpd-hunk").first().waitFor();
      await host.page.getByRole("radio", { name: "Accept proposal" }).first().click();
      await settle(host);
    },
  },
  {
    name: "concept",
    vault: "compiled",
    isNarrow: true,
    show: async (host) => {
      await openPage(host, HARRISON_PAGE, "preview");
      if (await host.page.evaluate(() => window.app.platform.isMobile)) await citation(host).tap();
      else await citation(host).hover();
      await host.page.locator(".cpd-card").first().waitFor();
    },
  },
  {
    name: "concept-contested",
    vault: "fresh",
    isNarrow: true,
    show: async (host, serve) => {
      await useModel(host, await serve({ reply: contestingReply, cors: true }), AGREED);
      await openPane(host);
      await compileAll(host);
      await host.page.evaluate(() => window.app.platform.isMobile && window.app.workspace.rightSplit.collapse());
      await openPage(host, CONTESTED_PAGE, "preview");
      await host.page.locator('.callout[data-callout="contested"]').scrollIntoViewIfNeeded();
    },
  },
  { name: "concept-editor", vault: "compiled", isNarrow: false, show: (host) => openPage(host, HARRISON_PAGE, "source") },
  {
    name: "source",
    vault: "fresh",
    isNarrow: true,
    show: async (host) => {
      await openPane(host);
      await compileAll(host);
      await openPage(host, HARRISON_PAGE, "preview");
      await host.page.evaluate(() => window.app.platform.isMobile && window.app.workspace.rightSplit.collapse());
      await host.page.locator(".markdown-reading-view .cpd-cite").nth(2).click();
      if (await host.page.evaluate(() => window.app.platform.isMobile)) await host.page.getByRole("button", { name: "Open source" }).click();
      await host.page.locator(".cpd-citebar").waitFor();
      await settle(host);
    },
  },
  { name: "source-page", vault: "compiled", isNarrow: false, show: (host) => openPage(host, "wiki/sources/John Harrison and the marine chronometer (source).md", "preview") },
  { name: "index", vault: "compiled", isNarrow: true, show: (host) => openPage(host, "wiki/index.md", "preview") },
  { name: "settings", vault: "compiled", isNarrow: true, show: async (host) => (await host.openSettings("compendium"), settle(host)) },
  { name: "settings-model", vault: "compiled", isNarrow: true, show: (host) => openModelSettings(host, "openai") },
  {
    name: "settings-model-budget",
    vault: "compiled",
    isNarrow: true,
    show: async (host) => {
      await openModelSettings(host, "openai");
      const limit = settingRow(host, "Most for one compile").locator("input");
      await limit.fill("a lot");
      await limit.press("Tab");
      await settingRow(host, "Most for a month").scrollIntoViewIfNeeded();
      await settle(host);
    },
  },
  { name: "settings-test-ok", vault: "compiled", isNarrow: true, show: async (host, serve) => showTest(host, await serve({ reply: answer('{"ok": true}'), models: ["quiet-large", "quiet-small"], cors: true })) },
  { name: "settings-test-failed", vault: "compiled", isNarrow: true, show: (host) => showTest(host, null) },
  {
    name: "welcome-model",
    vault: "fresh",
    isNarrow: true,
    show: async (host) => {
      await openModelSettings(host, "openai");
      await settingRow(host, "Engine").locator("select").selectOption("extractive");
      await host.page.keyboard.press("Escape");
      await host.command("compendium:open-welcome");
      await host.page.getByRole("radio", { name: "A model" }).check();
      await host.page.locator(".cpd-welcome", { hasText: "tokens" }).waitFor();
      await settle(host);
    },
  },
  {
    name: "welcome-model-needs",
    vault: "fresh",
    isNarrow: true,
    show: async (host) => {
      await host.command("compendium:open-welcome");
      await host.page.getByRole("radio", { name: "A model" }).check();
      await settle(host);
    },
  },
  {
    name: "coverage",
    vault: "fresh",
    isNarrow: true,
    show: async (host) => {
      await openPane(host);
      await compileAll(host);
      await host.page.getByRole("button", { name: /^What did not make it/ }).first().click();
      await host.page.locator(".cpd-coverage").waitFor();
    },
  },
  {
    name: "link-mentions",
    vault: "compiled",
    isNarrow: true,
    show: async (host) => {
      await openPage(host, "Journal.md", "source");
      await host.command("compendium:link-mentions");
      await host.page.locator(".cpd-link-preview, .notice").first().waitFor();
    },
  },
  {
    name: "summarise",
    vault: "fresh",
    isNarrow: true,
    show: async (host) => {
      await openPage(host, "raw/Leap seconds and UTC.md", "source");
      await host.command("compendium:summarise-note");
      await host.page.locator(".cpd-summary-modal").waitFor();
    },
  },
  { name: "search-pane", vault: "compiled", isNarrow: true, show: async (host) => (await openPage(host, HARRISON_PAGE, "preview"), searchInPane(host, "harrison longitude", ".cpd-hit")) },
  { name: "search-empty", vault: "compiled", isNarrow: true, show: async (host) => (await openPage(host, HARRISON_PAGE, "preview"), searchInPane(host, "harison chronometr type:output", "h2")) },
  { name: "search-begin", vault: "compiled", isNarrow: true, show: async (host) => (await searchInPane(host, "sea clocks", ".cpd-hit"), await host.page.waitForTimeout(2200), searchInPane(host, "", ".cpd-search-row")) },
  { name: "search-meant", vault: "compiled", isNarrow: true, show: async (host) => (await openPage(host, HARRISON_PAGE, "preview"), searchInPane(host, 'harison chronometr -path:"Clippings/Somewhere in a folder with a long name"', ".cpd-hit")) },
  { name: "search-failed", vault: "compiled", isNarrow: true, show: async (host) => (await openPage(host, HARRISON_PAGE, "preview"), showSearchFailed(host)) },
  { name: "search-reading", vault: "compiled", isNarrow: true, show: async (host) => (await openPage(host, HARRISON_PAGE, "preview"), showFirstReading(host)) },
  {
    name: "search-tag",
    vault: "compiled",
    isNarrow: true,
    show: async (host) => {
      await searchInPane(host, "clock", ".cpd-hit");
      await host.page.locator(".cpd-search").getByRole("button", { name: "Tag", exact: true }).click();
      await host.page.locator(".prompt .suggestion-item").first().waitFor();
    },
  },
  { name: "search-modal", vault: "compiled", isNarrow: true, show: async (host) => (await openPage(host, HARRISON_PAGE, "preview"), searchInModal(host, "harrison longitude")) },
  { name: "palette", vault: "compiled", isNarrow: false, show: async (host) => (await openPage(host, HARRISON_PAGE, "preview"), host.page.keyboard.press("Control+p"), host.page.locator(".prompt-input").fill("Compendium")) },
  { name: "menu", vault: "compiled", isNarrow: false, show: (host) => host.rightClick(HARRISON_PAGE) },
];

export const PHONE_SCREENS: readonly Screen[] = SCREENS.filter(({ name }) => ["compile-plan", "compile-done", "concept", "source", "conflict", "settings", "settings-model", "settings-test-ok", "welcome", "welcome-model", "compile-question", "compile-running-model", "compile-paused", "compile-done-model", "compile-budget", "concept-contested", "search-pane", "search-empty", "search-begin", "search-meant", "search-failed", "search-reading", "search-tag", "search-modal"].includes(name));
