/** Obsidian entry: lifecycle and registration only. */
import { Plugin } from "obsidian";
import { registerCompileCommand } from "./obsidian/compile-command";

export default class CompendiumPlugin extends Plugin {
  override onload(): void {
    registerCompileCommand(this);
  }
}
