// @vitest-environment jsdom
import { expect, test, vi } from 'vitest'
import { createStatelyInspector } from '../../src/stately.ts'

test("a browser that blocks the viewer's window does not disturb the page, and a click opens it", () => {
  const open = vi.spyOn(window, 'open').mockReturnValue(null)
  const inspector = createStatelyInspector({ url: 'https://viewer.example.com/' })
  expect(inspector.show()).toBe(false)

  open.mockReturnValue({ closed: false } as Window)
  expect(inspector.show()).toBe(true)
  expect(open).toHaveBeenLastCalledWith('https://viewer.example.com/', 'device-flow-stately', expect.any(String))
})

test('a viewer that is no page of a server is refused: messages could not be kept from others', () => {
  expect(() => createStatelyInspector({ url: 'data:text/html,viewer' })).toThrow(TypeError)
})
