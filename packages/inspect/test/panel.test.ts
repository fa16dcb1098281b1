// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createInspectorPanel, type InspectorPanel } from '../src/panel.ts'

const URL_OF_VIEWER = 'http://127.0.0.1:8628/'

let panel: InspectorPanel
const open = vi.spyOn(window, 'open')
beforeEach(() => {
  open.mockReset().mockReturnValue(null)
  panel = createInspectorPanel({ url: URL_OF_VIEWER })
})
afterEach(async () => {
  await panel.close()
  document.body.replaceChildren()
})

const shown = (): HTMLElement | null => document.querySelector('aside[aria-label="Inspector"]')
const frame = (): HTMLIFrameElement | null => document.querySelector('iframe')

function press(key: string, options: KeyboardEventInit = {}, target: EventTarget = document.body): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...options })
  target.dispatchEvent(event)
  return event
}

describe('the key I', () => {
  test('shows the viewer, which nothing has loaded before, and hides it again', () => {
    expect(shown()).toBeNull()
    press('i')
    expect(frame()?.src).toBe(URL_OF_VIEWER)
    press('I')
    expect(shown()).toBeNull()
  })

  test('with Shift opens the viewer in a window of its own', () => {
    press('I', { shiftKey: true })
    expect(open).toHaveBeenCalledWith(URL_OF_VIEWER, 'device-flow-inspector', expect.any(String))
    expect(shown()).toBeNull()
  })

  test.each([
    ['Control', { ctrlKey: true }],
    ['Alt', { altKey: true }],
    ['Meta', { metaKey: true }],
  ])('with %s is left to the browser', (_name, modifier) => {
    expect(press('i', modifier).defaultPrevented).toBe(false)
    expect(shown()).toBeNull()
  })

  test('held down shows the viewer once', () => {
    press('i')
    press('i', { repeat: true })
    expect(shown()).not.toBeNull()
  })

  test.each(['input', 'textarea', 'select'])('is what a person types in a field (%s)', (name) => {
    const field = document.body.appendChild(document.createElement(name))
    expect(press('i', {}, field).defaultPrevented).toBe(false)
    expect(shown()).toBeNull()
  })
})

const resizeTo = (width: number, height: number): void => {
  vi.stubGlobal('innerWidth', width)
  vi.stubGlobal('innerHeight', height)
  window.dispatchEvent(new Event('resize'))
}
/** The part of the window that the page is drawn in. */
const drawn = (): string => document.body.style.transform

describe('beside the panel, the page', () => {
  afterEach(() => vi.unstubAllGlobals())

  test('is drawn smaller, whole, in the room that is left: at the left of a landscape window, at the top of a portrait one', () => {
    resizeTo(1000, 500)
    press('i')
    expect(shown()?.style.width).toBe('420px')
    expect(drawn()).toBe('translate(0px, 105px) scale(0.58)')
    resizeTo(500, 1000)
    expect(shown()?.style.height).toBe('420px')
    expect(drawn()).toBe('translate(105px, 0px) scale(0.58)')
    resizeTo(3000, 1500)
    expect(shown()?.style.width).toBe('600px')
  })

  test('has less of a window with very many pixels, in which 600 of the panel would be too small to read', () => {
    resizeTo(3840, 2160)
    press('i')
    expect(shown()?.style.cssText).toMatch(/zoom: 1\.6;.* width: 600px;/)
    expect(drawn()).toBe('translate(0px, 270px) scale(0.75)')
  })

  test('has its own look again without it, and follows the window no more', () => {
    document.body.style.cssText = 'transform: none; overflow: clip !important;'
    const before = [document.documentElement.style.cssText, document.body.style.cssText]
    resizeTo(1000, 500)
    press('i')
    resizeTo(800, 400)
    press('i')
    resizeTo(1000, 500)
    expect([document.documentElement.style.cssText, document.body.style.cssText]).toEqual(before)
    document.body.removeAttribute('style')
  })
})

test('another key can be chosen', async () => {
  const other = createInspectorPanel({ url: URL_OF_VIEWER, key: 'F2' })
  press('F2')
  expect(document.querySelectorAll('iframe')).toHaveLength(1)
  await other.close()
})

test('the buttons of the panel hide it, and open the viewer in a window of its own', () => {
  panel.toggle()
  const [ownWindow, hide] = document.querySelectorAll('aside button')
  ;(ownWindow as HTMLButtonElement).click()
  expect(open).toHaveBeenCalledOnce()
  ;(hide as HTMLButtonElement).click()
  expect(shown()).toBeNull()
})

test('closed, it takes the panel away and hears no key any more', async () => {
  press('i')
  await panel.close()
  expect(shown()).toBeNull()
  press('i')
  expect(shown()).toBeNull()
})

test('an address that is no page of the web is refused at once', () => {
  expect(() => createInspectorPanel({ url: 'file:///viewer.html' })).toThrow(TypeError)
})
