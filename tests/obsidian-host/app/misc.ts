/** Small functions of the API that belong to nothing else. Contracts: obsidian.d.ts. */

export const apiVersion = "1.13.1";

const numbersOf = (version: string): number[] => version.split(".").map(Number);

/** Whether the API is of that version or later. */
export function requireApiVersion(version: string): boolean {
  const [own, wanted] = [numbersOf(apiVersion), numbersOf(version)];
  for (const [index, number] of wanted.entries()) if ((own[index] ?? 0) !== number) return (own[index] ?? 0) > number;
  return true;
}

export const getLanguage = (): string => "en";

export function arrayBufferToBase64(buffer: ArrayBuffer): string {
  const characters: string[] = [];
  for (const byte of new Uint8Array(buffer)) characters.push(String.fromCharCode(byte));
  return btoa(characters.join(""));
}

export const base64ToArrayBuffer = (base64: string): ArrayBuffer => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)).buffer;

export const arrayBufferToHex = (data: ArrayBuffer): string => Array.from(new Uint8Array(data), (byte) => byte.toString(16).padStart(2, "0")).join("");

export const hexToArrayBuffer = (hex: string): ArrayBuffer => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)).buffer;

export const getBlobArrayBuffer = (blob: Blob): Promise<ArrayBuffer> => blob.arrayBuffer();

/** Promises that something waits for before it ends: the app, before it closes. */
export class Tasks {
  private readonly promises: Promise<unknown>[] = [];

  add(callback: () => Promise<unknown>): void {
    this.addPromise(callback());
  }

  addPromise(promise: Promise<unknown>): void {
    this.promises.push(promise);
  }

  isEmpty(): boolean {
    return this.promises.length === 0;
  }

  promise(): Promise<unknown> {
    return Promise.all(this.promises);
  }
}
