import { createInspector } from '../inspector/inspector.ts'
import type { Inspector, InspectorOptions } from '../inspector/inspector.ts'
import { inspectorFrame } from '../window/inspector-frame.ts'
import { inspectorWindow } from '../window/inspector-window.ts'
import { drawPanel } from './draw-panel.ts'
import { makeRoom } from './make-room.ts'

/** Options of {@link createInspectorPanel}. */
export interface InspectorPanelOptions extends InspectorOptions {
  /** The viewer's address, absolute or relative to this page. */
  url: string | URL
  /** `KeyboardEvent.key`, in either case. Default `i`. */
  key?: string | undefined
  /** This page's window. */
  page?: Window | undefined
}

/** Watches the logins of a page, and shows them beside it on demand. */
export interface InspectorPanel extends Inspector {
  /** Shows or hides the panel, as its key does. */
  toggle(): void
}

/**
 * Makes an inspector for development whose viewer is part of the page: a key shows it in a panel at the right edge, for which the page
 * moves aside, and hides it again, and with Shift it opens in a window of its own. Until then nothing is loaded. A viewer that comes late
 * is sent what happened before.
 *
 * @example
 * ```ts
 * import { createDeviceFlowMachine, type DeviceFlowServices } from '@device-flow/machine'
 * import { createInspectorPanel } from '@device-flow/inspect/panel'
 * import { createActor } from 'xstate'
 *
 * export function watch(services: DeviceFlowServices): void {
 *   const { inspect } = createInspectorPanel({ url: 'http://127.0.0.1:8628/' })
 *   createActor(createDeviceFlowMachine(services), { inspect }).start()
 * }
 * ```
 *
 * @throws TypeError when the address is not http(s)
 */
export function createInspectorPanel(options: InspectorPanelOptions): InspectorPanel {
  const { url, key = 'i', page = window, transports = [], ...others } = options
  const { panel, frame, place } = drawPanel(page, {
    onHide: () => hide(),
    onWindow: () => void popUp.show(),
  })
  const popUp = inspectorWindow({ url, page })
  const inspector = createInspector({
    ...others,
    transports: [inspectorFrame({ url, frame, page }), popUp, ...transports],
  })

  let giveBack: (() => void) | undefined
  const fit = (): void => {
    giveBack?.()
    giveBack = makeRoom(page, place())
  }
  const show = (): void => {
    // Beside the body, which moves aside.
    page.document.documentElement.append(panel)
    fit()
    page.addEventListener('resize', fit)
  }
  const hide = (): void => {
    page.removeEventListener('resize', fit)
    panel.remove()
    giveBack?.()
    giveBack = undefined
  }
  const toggle = (): void => (panel.isConnected ? hide() : show())
  const onKey = (event: KeyboardEvent): void => {
    const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.repeat
    if (!isPlain || event.key.toLowerCase() !== key.toLowerCase() || isTyping(event.target)) return
    event.preventDefault()
    if (event.shiftKey) popUp.show()
    else toggle()
  }
  page.addEventListener('keydown', onKey)

  return {
    ...inspector,
    toggle,
    close() {
      page.removeEventListener('keydown', onKey)
      hide()
      return inspector.close()
    },
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')
}
