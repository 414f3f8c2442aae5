/** Compiles new and changed clips by themselves, where the user turned that on: by path, never what an older recipe made, never removals. */
import { Notice, type Plugin } from "obsidian";
import type { Context } from "../context";
import { decide, type WaitingSource } from "./decide";

/** More timers than the browser can tell apart serve nobody: a look is asked for no sooner than this (milliseconds). */
const SOONEST = 200;

export function registerAutoCompile(plugin: Plugin, { app, compiler, settings, report }: Context): void {
  const touched = new Map<string, number>();
  const tried = new Map<string, number>();
  /** Sources that were renamed: compiled by their new name alone, they would be taken for new ones. They wait for a compile of everything. */
  const renamed = new Set<string>();
  const told = new Set<string>();
  let timer = 0;

  const waiting = (): WaitingSource[] =>
    (compiler.state().overview?.sources ?? []).flatMap(({ path, state }) => {
      const file = state === "new" || state === "changed" ? app.vault.getFileByPath(path) : null;
      if (file === null) renamed.delete(path);
      return file === null || renamed.has(path) ? [] : [{ path, touched: touched.get(path) ?? file.stat.mtime, modified: file.stat.mtime }];
    });
  const look = (): void => {
    window.clearTimeout(timer);
    const { autoCompile, askFromSources } = settings.current();
    const { compile, lookAgainIn } = decide({ isOn: autoCompile, isBusy: compiler.state().running !== null, now: Date.now(), waiting: waiting(), most: askFromSources, tried });
    if (lookAgainIn !== null) timer = window.setTimeout(look, Math.max(SOONEST, lookAgainIn));
    if (compile.length === 0) return;
    for (const { path, modified } of compile) {
      tried.set(path, modified);
      touched.delete(path);
    }
    compiler
      .compile({ paths: compile.map(({ path }) => path) }, { isByItself: true })
      .then((result) => result === null && tellFailure())
      .catch(report);
  };
  /** Nobody watches what goes on by itself: what ends it is told, the same once a session. */
  const tellFailure = (): void => {
    const { outcome } = compiler.state();
    if (outcome?.work !== "failed" || outcome.code === "cancelled" || outcome.code === "locked" || told.has(outcome.message)) return;
    told.add(outcome.message);
    new Notice(`New clips were not compiled. ${outcome.message}`);
  };
  const touch = (path: string): void => {
    touched.set(path, Date.now());
  };
  app.workspace.onLayoutReady(() => {
    plugin.registerEvent(app.vault.on("create", ({ path }) => touch(path)));
    plugin.registerEvent(app.vault.on("modify", ({ path }) => touch(path)));
    plugin.registerEvent(
      app.vault.on("rename", ({ path }, before) => {
        const known = compiler.state().overview?.sources.find((source) => source.path === before);
        if (known !== undefined && known.page !== null) renamed.add(path);
        touched.delete(before);
        touch(path);
      }),
    );
    plugin.registerEvent(app.vault.on("delete", ({ path }) => touched.delete(path)));
  });
  plugin.register(compiler.onChange(look));
  plugin.register(settings.onChange(look));
  plugin.register(() => window.clearTimeout(timer));
}
