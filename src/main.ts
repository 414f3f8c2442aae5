/** Obsidian entry: lifecycle and registration only. */
import { Plugin } from "obsidian";
import type { Settings } from "./core/settings";
import { createCompiler } from "./obsidian/compiler";
import { closeQuestions } from "./obsidian/confirmed";
import { createConsent } from "./obsidian/consent";
import { startWorker } from "./obsidian/core-calls/start-worker";
import { workerRunner } from "./obsidian/core-calls/worker-runner";
import type { Context } from "./obsidian/context";
import { nameDevice } from "./obsidian/device";
import { vaultFiles } from "./obsidian/files";
import { registerParts } from "./obsidian/parts";
import { appTransport } from "./obsidian/transport/app-transport";
import { createSearching } from "./obsidian/search/searching";
import { coreSettings, createSettingsStore, type SettingsStore } from "./obsidian/settings-store";

export default class CompendiumPlugin extends Plugin {
  private settingsStore: SettingsStore | null = null;

  override onload(): void {
    // A fault of ours goes where the app's own go: to the developer console, with what a report of it needs.
    const report = (error: unknown): void => window.reportError(error);
    const settings = createSettingsStore(this);
    this.settingsStore = settings;
    const transport = appTransport();
    const worker = {
      files: vaultFiles(this.app),
      device: nameDevice(this.app),
      fetch: transport.fetch,
      secret: (name: string) => this.app.secretStorage.getSecret(name),
      start: startWorker,
    };
    const core = workerRunner(worker);
    // A worker of its own: a search never waits for a compile. Its memory is the index, which takes longer to load than a worker to start.
    const searchCore = workerRunner({ ...worker, idleBeforeEnd: 15 * 60_000 });
    this.register(() => {
      closeQuestions();
      core.close();
      searchCore.close();
      transport.close();
    });
    const currentSettings = async (): Promise<Settings> => {
      await settings.ready();
      return coreSettings(settings.current());
    };
    const consent = createConsent(() => context);
    const compiler = createCompiler({ core, settings: currentSettings, consent, report });
    const searching = createSearching({ core: searchCore, settings: currentSettings, report });
    const context: Context = { app: this.app, compiler, searching, settings, report };
    registerParts(this, context);
  }

  /** The settings file was changed by sync or another program. */
  override async onExternalSettingsChange(): Promise<void> {
    await this.settingsStore?.reload();
  }
}
