/** An arrow key as the text runs: right is onwards. Where it runs from right to left, onwards is to the left. */
export function alongText(key: string, element: HTMLElement): string {
  if (element.win.getComputedStyle(element).direction !== "rtl") return key;
  return key === "ArrowLeft" ? "ArrowRight" : key === "ArrowRight" ? "ArrowLeft" : key;
}
