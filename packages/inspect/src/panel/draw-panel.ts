/** What the panel's two buttons do. */
export interface PanelActions {
  onHide(): void
  onWindow(): void
}

/** The panel, and the frame in it for the viewer. */
export interface Panel {
  panel: HTMLElement
  frame: HTMLIFrameElement
}

// In px: a screen for three metres has large rems.
const PANEL =
  'position:fixed;z-index:2147483647;right:0;bottom:0;display:flex;flex-direction:column;' +
  'background:Canvas;color:CanvasText;color-scheme:light dark;outline:1px solid GrayText;font:14px/1.4 system-ui,sans-serif'
const AT_THE_SIDE = 'top:0;width:min(560px,50vw)'
const AT_THE_BOTTOM = 'left:0;height:40vh'
const BAR = 'display:flex;gap:8px;justify-content:flex-end;padding:6px 12px'
const BUTTON = 'font:inherit;min-height:28px;padding:2px 12px'

/**
 * Draws the panel, not yet in the page: a bar with two buttons, and the frame. It lies at the right of a landscape screen and at the bottom
 * of a portrait one, and takes nothing from the page's own styles.
 */
export function drawPanel(page: Window, { onHide, onWindow }: PanelActions): Panel {
  const { document } = page
  const panel = document.createElement('aside')
  panel.setAttribute('aria-label', 'Inspector')
  panel.style.cssText = `${PANEL};${page.innerWidth >= page.innerHeight ? AT_THE_SIDE : AT_THE_BOTTOM}`

  const bar = document.createElement('div')
  bar.style.cssText = BAR
  bar.append(button(document, 'Own window', onWindow), button(document, 'Hide', onHide))

  const frame = document.createElement('iframe')
  frame.title = 'Inspector'
  frame.style.cssText = 'flex:1;border:0;width:100%'
  panel.append(bar, frame)
  return { panel, frame }
}

function button(document: Document, label: string, onPress: () => void): HTMLButtonElement {
  const element = document.createElement('button')
  element.type = 'button'
  element.textContent = label
  element.style.cssText = BUTTON
  element.addEventListener('click', onPress)
  return element
}
