import type { PanelPlace } from './make-room.ts'

/** What the panel's two buttons do. */
export interface PanelActions {
  onHide(): void
  onWindow(): void
}

/** The panel, and the frame in it for the viewer. */
export interface Panel {
  panel: HTMLElement
  frame: HTMLIFrameElement
  /** Puts the panel where the window has more room for it, and tells where that is. */
  place(): PanelPlace
}

// In px: a screen for three metres has large rems.
const PANEL =
  'position:fixed;z-index:2147483647;right:0;bottom:0;box-sizing:border-box;display:flex;flex-direction:column;' +
  'background:Canvas;color:CanvasText;color-scheme:light dark;outline:1px solid GrayText;font:14px/1.4 system-ui,sans-serif'
/** The share of the window that it takes at most, and what is enough to read in, px. */
const SHARE = 0.42
const WIDE_ENOUGH = 600
/** From a window of so many px on, all of it is larger: they are tiny, or far away. */
const LARGE = 3200
const MAGNIFIED = 1.6
const BAR = 'display:flex;gap:8px;justify-content:flex-end;padding:6px 12px'
const BUTTON = 'font:inherit;min-height:28px;padding:2px 12px'

/**
 * Draws the panel, not yet in the page: a bar with two buttons, and the frame. It stands at the right of a landscape screen and at the
 * bottom of a portrait one, and takes nothing from the page's own styles.
 */
export function drawPanel(page: Window, { onHide, onWindow }: PanelActions): Panel {
  const { document } = page
  const panel = document.createElement('aside')
  panel.setAttribute('aria-label', 'Inspector')

  const bar = document.createElement('div')
  bar.style.cssText = BAR
  bar.append(button(document, 'Own window', onWindow), button(document, 'Hide', onHide))

  const frame = document.createElement('iframe')
  frame.title = 'Inspector'
  frame.style.cssText = 'flex:1;border:0;width:100%'
  panel.append(bar, frame)

  const place = (): PanelPlace => {
    const { innerWidth, innerHeight } = page
    const isLandscape = innerWidth >= innerHeight
    const length = isLandscape ? innerWidth : innerHeight
    const zoom = length >= LARGE ? MAGNIFIED : 1
    const size = Math.round(Math.min(WIDE_ENOUGH, (SHARE * length) / zoom))
    panel.style.cssText = `${PANEL};zoom:${zoom};${isLandscape ? `top:0;width:${size}px` : `left:0;height:${size}px`}`
    return { side: isLandscape ? 'right' : 'bottom', size: size * zoom }
  }
  return { panel, frame, place }
}

function button(document: Document, label: string, onPress: () => void): HTMLButtonElement {
  const element = document.createElement('button')
  element.type = 'button'
  element.textContent = label
  element.style.cssText = BUTTON
  element.addEventListener('click', onPress)
  return element
}
