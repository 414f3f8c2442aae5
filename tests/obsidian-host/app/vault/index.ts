/** Files of the test host's app: the vault, its adapters and the file manager. */
export type { DataWriteOptions, DiskAdapter, DiskAdapter as DataAdapter, ListedFiles, Stat } from "./adapter";
export { CapacitorAdapter } from "./capacitor-adapter";
export { FileManager, type FileManagerApp, type FilePrompts } from "./file-manager";
export { FileSystemAdapter } from "./file-system-adapter";
export { TAbstractFile, TFile, TFolder, type FileStats } from "./files";
export { normalizePath } from "./normalize-path";
export { Vault, type VaultOptions } from "./vault";
