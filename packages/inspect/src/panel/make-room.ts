/** How much of the window the panel takes, and where. */
export interface PanelPlace {
  side: 'right' | 'bottom'
  /** CSS px of the width or the height. */
  size: number
}

// The properties of a page's own that are set while the panel is there.
const OF_ROOT = ['overflow'] as const
const OF_BODY = ['position', 'inset', 'overflow', 'transform', 'transform-origin', 'outline'] as const

/**
 * Pushes a page aside: it keeps the layout that it has in the whole window, and is drawn smaller in the room that is left. Pages for a
 * television or a kiosk measure by the window (`vh`, media queries), which a margin would not change: they would stay under the panel. Call
 * it again when the window changes; what it returns gives the page its own look back.
 */
export function makeRoom({ document, innerWidth, innerHeight }: Window, { side, size }: PanelPlace): () => void {
  const { documentElement: root, body } = document
  const undo = [keepStyles(root, OF_ROOT), keepStyles(body, OF_BODY)]
  const { scrollTop } = root
  const width = innerWidth - (side === 'right' ? size : 0)
  const height = innerHeight - (side === 'bottom' ? size : 0)
  const scale = Math.min(width / innerWidth, height / innerHeight)
  const left = (width - innerWidth * scale) / 2
  const top = (height - innerHeight * scale) / 2

  // Otherwise it is the window that scrolls, and the scroll bar of the page would lie under the panel.
  root.style.setProperty('overflow', 'hidden', 'important')
  body.style.setProperty('position', 'fixed', 'important')
  body.style.setProperty('inset', '0', 'important')
  body.style.setProperty('overflow', 'auto', 'important')
  body.style.setProperty('transform-origin', '0 0')
  body.style.setProperty('transform', `translate(${left}px, ${top}px) scale(${scale})`)
  body.style.setProperty('outline', '1px solid GrayText')
  body.scrollTop = scrollTop

  return () => {
    const before = body.scrollTop
    for (const restore of undo) restore()
    root.scrollTop = before
  }
}

/** Remembers what an element's own style says. Returns a function that has it say so again. */
function keepStyles({ style }: HTMLElement, names: readonly string[]): () => void {
  const kept = names.map((name) => [name, style.getPropertyValue(name), style.getPropertyPriority(name)] as const)
  return () => {
    for (const [name, value, priority] of kept) style.setProperty(name, value, priority)
  }
}
