/** A row that is a button: for the mouse, the keyboard and those who listen. */

export function pressable(el: HTMLElement, press: () => unknown): void {
  el.setAttrs({ role: "button", tabindex: 0 });
  el.addEventListener("click", (event) => {
    if (isOwn(el, event)) press();
  });
  el.addEventListener("keydown", (event) => {
    if ((event.key !== "Enter" && event.key !== " ") || event.target !== el) return;
    event.preventDefault();
    press();
  });
}

/** Not a click on a button within the row. */
const isOwn = (el: HTMLElement, event: Event): boolean => {
  const control = (event.target as Element | null)?.closest("button, input, select, textarea, a, .clickable-icon, .checkbox-container");
  return control === null || control === undefined || control === el || !el.contains(control);
};
