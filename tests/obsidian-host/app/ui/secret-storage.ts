/** Secrets of this vault on this device, never in its folder. Contract: obsidian.d.ts, `SecretStorage`. */
import { Events } from "../events";

const validId = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

export const isSecretId = (id: string): boolean => validId.test(id);

type Store = Pick<Storage, "getItem" | "setItem" | "key" | "length">;

export class SecretStorage extends Events {
  private readonly prefix: string;

  /** `store` is the page's local storage unless a test brings its own. */
  constructor(
    vaultId: string,
    private readonly store: () => Store = () => window.localStorage,
  ) {
    super();
    this.prefix = `secret:${vaultId}:`;
  }

  setSecret(id: string, secret: string): void {
    if (!isSecretId(id)) throw new Error(`"${id}" is no name for a secret: use lower-case letters, digits and dashes.`);
    this.store().setItem(this.prefix + id, secret);
    this.trigger("change", id);
  }

  getSecret(id: string): string | null {
    return this.store().getItem(this.prefix + id);
  }

  listSecrets(): string[] {
    const store = this.store();
    const keys = Array.from({ length: store.length }, (_none, index) => store.key(index) ?? "");
    return keys.filter((key) => key.startsWith(this.prefix)).map((key) => key.slice(this.prefix.length)).sort();
  }
}
