/** The commands of the app and of its plugins: which there are, which apply now, and running one. Contract: obsidian.d.ts, `Command`. */
import type { Command, Hotkey } from "obsidian";
import type { App } from "../app";
import { heldModifiers, isSameKey, modifierString } from "../ui/keys";

/** `id` is complete: "plugin-id:command-id". */
export type RegisteredCommand = Command & {
  /** An editor's command that also applies while a note is only read. */
  allowPreview?: boolean;
};

export class Commands {
  readonly commands: Record<string, RegisteredCommand> = {};
  /** What the user bound; it takes the place of the command's own hotkeys. */
  private customHotkeys: Record<string, Hotkey[]> = {};
  private recent: string[] = [];

  constructor(private readonly app: App) {
    app.scope.register(null, null, (event) => this.runHotkey(event));
  }

  addCommand(command: RegisteredCommand): void {
    this.commands[command.id] = command;
  }

  removeCommand(id: string): void {
    delete this.commands[id];
  }

  findCommand(id: string): RegisteredCommand | undefined {
    return this.commands[id];
  }

  /** Those that can be run now, those run last first. */
  listCommands(): RegisteredCommand[] {
    const applying = Object.values(this.commands).filter((command) => this.perform(command, true));
    const rank = ({ id }: RegisteredCommand): number => (this.recent.includes(id) ? this.recent.indexOf(id) : this.recent.length);
    return applying.sort((left, right) => rank(left) - rank(right) || (left.name < right.name ? -1 : left.name > right.name ? 1 : 0));
  }

  /** Whether there is such a command and it applied. */
  executeCommandById(id: string): boolean {
    const command = this.commands[id];
    return command !== undefined && this.executeCommand(command);
  }

  executeCommand(command: RegisteredCommand): boolean {
    if (!this.perform(command, true)) return false;
    this.recent = [command.id, ...this.recent.filter((id) => id !== command.id)].slice(0, 20);
    try {
      return this.perform(command, false);
    } catch (error) {
      console.error(`The command "${command.id}" failed.`, error);
      return false;
    }
  }

  hotkeysOf({ id, hotkeys = [] }: RegisteredCommand): Hotkey[] {
    return this.customHotkeys[id] ?? hotkeys;
  }

  setCustomHotkeys(hotkeys: Record<string, Hotkey[]>): void {
    this.customHotkeys = hotkeys;
  }

  /** What the user bound in the settings of this vault, if anything. */
  async loadCustomHotkeys(): Promise<void> {
    const { adapter, configDir } = this.app.vault;
    const path = `${configDir}/hotkeys.json`;
    if (!(await adapter.exists(path))) return;
    try {
      this.setCustomHotkeys(JSON.parse(await adapter.read(path)) as Record<string, Hotkey[]>);
    } catch (error) {
      console.error(`${path} could not be read.`, error);
    }
  }

  /** The callbacks override one another in the order of the declarations: those for editors first, those that check before those that do not. */
  private perform(command: RegisteredCommand, checking: boolean): boolean {
    if (command.mobileOnly === true && !this.app.platform.isMobile) return false;
    if (command.editorCheckCallback !== undefined || command.editorCallback !== undefined) return this.performInEditor(command, checking);
    if (command.checkCallback !== undefined) return command.checkCallback(checking) === true || !checking;
    if (command.callback === undefined) return false;
    if (!checking) command.callback();
    return true;
  }

  private performInEditor(command: RegisteredCommand, checking: boolean): boolean {
    const context = this.app.workspace.activeEditor;
    const editor = context?.editor as never;
    if (context === null || editor === undefined || editor === null) return false;
    if (isOnlyRead(context) && command.allowPreview !== true) return false;
    if (command.editorCheckCallback !== undefined) return command.editorCheckCallback(checking, editor, context as never) === true || !checking;
    if (!checking) command.editorCallback?.(editor, context as never);
    return true;
  }

  private runHotkey(event: KeyboardEvent): false | undefined {
    const modifiers = heldModifiers(event);
    for (const command of Object.values(this.commands)) {
      const isMeant = this.hotkeysOf(command).some((hotkey) => modifierString(hotkey.modifiers) === modifiers && isSameKey(hotkey.key, event));
      if (!isMeant) continue;
      if (event.repeat && command.repeatable !== true) return false;
      if (this.executeCommand(command)) return false;
    }
    return undefined;
  }
}

function isOnlyRead(context: object): boolean {
  const getMode: unknown = Reflect.get(context, "getMode");
  return typeof getMode === "function" && getMode.call(context) === "preview";
}
