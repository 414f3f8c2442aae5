/** The desktop's adapter. Type: obsidian.d.ts, `FileSystemAdapter`. */
import { DiskAdapter } from "./adapter";

export class FileSystemAdapter extends DiskAdapter {
  getBasePath(): string {
    return this.disk.basePath;
  }

  getFilePath(path: string): string {
    return `file://${this.getFullPath(path).split("/").map(encodeURIComponent).join("/")}`;
  }

  /** This host opens no file outside the vault. */
  static readLocalFile(_path: string): Promise<ArrayBuffer> {
    return Promise.reject(new Error("FileSystemAdapter.readLocalFile is not implemented in the test host."));
  }

  static mkdir(_path: string): Promise<void> {
    return Promise.reject(new Error("FileSystemAdapter.mkdir is not implemented in the test host."));
  }
}
