/** Which views there are, and which files they open. */
import { Events } from "./events";
import type { View } from "./views/view";
import type { WorkspaceLeaf } from "./workspace/leaf";

export type ViewCreator = (leaf: WorkspaceLeaf) => View;

export class ViewRegistry extends Events {
  readonly viewByType = new Map<string, ViewCreator>();
  readonly typeByExtension = new Map<string, string>();

  registerView(type: string, creator: ViewCreator): void {
    if (this.viewByType.has(type)) throw new Error(`Attempting to register an existing view type "${type}"`);
    this.viewByType.set(type, creator);
    this.trigger("view-registered", type);
  }

  unregisterView(type: string): void {
    if (this.viewByType.delete(type)) this.trigger("view-unregistered", type);
  }

  getViewCreatorByType(type: string): ViewCreator | undefined {
    return this.viewByType.get(type);
  }

  registerExtensions(extensions: string[], type: string): void {
    const taken = extensions.find((extension) => this.typeByExtension.has(extension));
    if (taken !== undefined) throw new Error(`Attempting to register an existing file extension "${taken}"`);
    for (const extension of extensions) this.typeByExtension.set(extension, type);
    this.trigger("extensions-updated");
  }

  unregisterExtensions(extensions: string[]): void {
    for (const extension of extensions) this.typeByExtension.delete(extension);
    this.trigger("extensions-updated");
  }

  getTypeByExtension(extension: string): string | undefined {
    return this.typeByExtension.get(extension);
  }

  isExtensionRegistered(extension: string): boolean {
    return this.typeByExtension.has(extension);
  }
}
