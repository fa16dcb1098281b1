/** What the panel's two buttons do. */
export interface PanelActions {
  onHide(): void
  onWindow(): void
}

const PANEL =
  'position:fixed;z-index:2147483647;inset:0 0 0 auto;width:min(34rem,100vw);display:flex;flex-direction:column;' +
  'background:Canvas;color:CanvasText;color-scheme:light dark;box-shadow:-1px 0 0 GrayText;font:14px/1.4 system-ui,sans-serif'
const BAR = 'display:flex;gap:8px;align-items:center;padding:8px 12px'
const BUTTON = 'font:inherit;min-height:32px;padding:2px 12px'

/** The panel, not yet in the page: a bar with two buttons, and the frame for the viewer. It takes nothing from the page's own styles. */
export function drawPanel(
  document: Document,
  { onHide, onWindow }: PanelActions,
): {
  panel: HTMLElement
  frame: HTMLIFrameElement
} {
  const panel = document.createElement('aside')
  panel.setAttribute('aria-label', 'Inspector')
  panel.style.cssText = PANEL

  const title = document.createElement('strong')
  title.textContent = 'Inspector'
  title.style.cssText = 'margin-right:auto'
  const bar = document.createElement('div')
  bar.style.cssText = BAR
  bar.append(title, button(document, 'Own window', onWindow), button(document, 'Hide', onHide))

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
