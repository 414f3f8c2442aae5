/** The part of Node's EventEmitter that requests need. */

type Listener = (...values: never[]) => void;

export class Emitter {
  private readonly listeners = new Map<string, { listener: Listener; isOnce: boolean }[]>();

  on(event: string, listener: Listener): this {
    return this.add(event, listener, false);
  }

  once(event: string, listener: Listener): this {
    return this.add(event, listener, true);
  }

  off(event: string, listener: Listener): this {
    this.listeners.set(event, (this.listeners.get(event) ?? []).filter((one) => one.listener !== listener));
    return this;
  }

  listenerCount(event: string): number {
    return this.listeners.get(event)?.length ?? 0;
  }

  /** An error that nobody listens for is one that nobody caught. */
  emit(event: string, ...values: unknown[]): boolean {
    const told = [...(this.listeners.get(event) ?? [])];
    if (event === "error" && told.length === 0) window.reportError(values[0]);
    for (const { listener, isOnce } of told) {
      if (isOnce) this.off(event, listener);
      (listener as (...given: unknown[]) => void)(...values);
    }
    return told.length > 0;
  }

  private add(event: string, listener: Listener, isOnce: boolean): this {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), { listener, isOnce }]);
    return this;
  }
}
