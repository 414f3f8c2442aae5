/** The app's event emitter, and the component that undoes what it registered. Types: obsidian.d.ts, `Events` and `Component`. */

export interface EventRef {
  readonly events: Events;
  readonly name: string;
  readonly callback: (...data: unknown[]) => unknown;
  readonly context: unknown;
}

/** Every subscription still standing, so that a test can ask what a plugin left behind. */
export const standingEvents = new Set<EventRef>();

export class Events {
  private readonly references = new Map<string, Set<EventRef>>();

  on(name: string, callback: (...data: never[]) => unknown, context?: unknown): EventRef {
    const reference: EventRef = { events: this, name, callback: callback as (...data: unknown[]) => unknown, context };
    const listeners = this.references.get(name) ?? new Set<EventRef>();
    this.references.set(name, listeners.add(reference));
    standingEvents.add(reference);
    return reference;
  }

  off(name: string, callback: (...data: never[]) => unknown): void {
    for (const reference of this.references.get(name) ?? []) if (reference.callback === callback) this.offref(reference);
  }

  offref(reference: EventRef): void {
    this.references.get(reference.name)?.delete(reference);
    standingEvents.delete(reference);
  }

  trigger(name: string, ...data: unknown[]): void {
    for (const reference of [...(this.references.get(name) ?? [])]) this.tryTrigger(reference, data);
  }

  /** One listener that throws does not keep the others from hearing. */
  tryTrigger(reference: EventRef, data: unknown[]): void {
    try {
      reference.callback.apply(reference.context, data);
    } catch (error) {
      window.setTimeout(() => {
        throw error;
      }, 0);
    }
  }
}

/** What `onload` returned: the loader of plugins waits for it. Not a member, for a plugin may have one of that name. */
export const onloadResults = new WeakMap<Component, void | Promise<void>>();

export class Component {
  private isLoaded = false;
  private readonly children = new Set<Component>();
  private cleanups: (() => unknown)[] = [];

  load(): void {
    if (this.isLoaded) return;
    this.isLoaded = true;
    onloadResults.set(this, this.onload());
    for (const child of [...this.children]) child.load();
  }

  onload(): void | Promise<void> {
    // For subclasses.
  }

  unload(): void {
    if (!this.isLoaded) return;
    this.isLoaded = false;
    for (const child of [...this.children]) this.removeChild(child);
    for (const cleanup of this.cleanups.splice(0).reverse()) cleanup();
    this.onunload();
  }

  onunload(): void {
    // For subclasses.
  }

  addChild<T extends Component>(child: T): T {
    this.children.add(child);
    if (this.isLoaded) child.load();
    return child;
  }

  removeChild<T extends Component>(child: T): T {
    this.children.delete(child);
    child.unload();
    return child;
  }

  register(cleanup: () => unknown): void {
    this.cleanups.push(cleanup);
  }

  registerEvent(reference: EventRef): void {
    this.register(() => {
      reference.events.offref(reference);
    });
  }

  registerDomEvent(element: EventTarget, type: string, callback: (event: never) => unknown, options?: boolean | AddEventListenerOptions): void {
    const listener = callback as (event: Event) => void;
    element.addEventListener(type, listener, options);
    this.register(() => {
      element.removeEventListener(type, listener, options);
    });
  }

  registerInterval(id: number): number {
    this.register(() => {
      window.clearInterval(id);
    });
    return id;
  }
}
