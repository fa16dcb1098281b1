/**
 * Scrolls the frame to the live state, with as much of what is around it as has room: a state that is cut cannot be read. The frame alone:
 * `scrollIntoView` would scroll the page too, away from what a person reads there.
 */
export function keepInView(frame: HTMLElement | null): void {
  if (!frame) return
  const { top, bottom, left, right } = frame.getBoundingClientRect()
  // Frames come before what is inside them.
  const lit = [...frame.querySelectorAll('.state-around, .state-live')].map((state) => state.getBoundingClientRect())
  const tall = lit.find(({ height }) => height <= bottom - top) ?? lit.at(-1)
  const wide = lit.find(({ width }) => width <= right - left) ?? lit.at(-1)
  if (!tall || !wide) return
  // Boxes are told in pixels of the window, what is scrolled in those of the page (`zoom`).
  const twice = 2 * (frame.currentCSSZoom ?? 1)
  if (tall.top < top || tall.bottom > bottom) frame.scrollTop += (tall.top + tall.bottom - top - bottom) / twice
  if (wide.left < left || wide.right > right) frame.scrollLeft += (wide.left + wide.right - left - right) / twice
}
