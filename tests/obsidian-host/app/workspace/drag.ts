/** Follows the mouse from a button pressed until it is let go, telling how far it went. */
export function startDrag(event: MouseEvent, moved: (x: number, y: number) => void): void {
  if (event.button !== 0) return;
  event.preventDefault();
  const { doc } = event;
  const follow = (next: MouseEvent): void => moved(next.clientX - event.clientX, next.clientY - event.clientY);
  const stop = (): void => {
    doc.removeEventListener("mousemove", follow);
    doc.removeEventListener("mouseup", stop);
  };
  doc.addEventListener("mousemove", follow);
  doc.addEventListener("mouseup", stop);
}
