/** Commands, and the two prompts that find them and the notes. */
export { registerCoreCommands } from "./commands/core-commands";
export { CommandPalette } from "./commands/palette";
export { QuickSwitcher } from "./commands/quick-switcher";
export { Commands } from "./commands/registry";
export type { RegisteredCommand } from "./commands/registry";
