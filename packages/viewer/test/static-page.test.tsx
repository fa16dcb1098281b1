import { render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { App } from '../src/page/app.tsx'

const connect = vi.fn<() => void>()
const head = document.head.innerHTML

beforeEach(() => {
  vi.stubGlobal(
    'WebSocket',
    class extends EventTarget {
      constructor() {
        super()
        connect()
      }
      close(): void {}
    },
  )
})
afterEach(() => {
  vi.unstubAllGlobals()
  document.head.innerHTML = head
})

test('a page of static files looks for no server, which would be an error on its console', () => {
  render(<App />).unmount()
  expect(connect).toHaveBeenCalledOnce()
  document.head.innerHTML = ''
  render(<App />)
  expect(connect).toHaveBeenCalledOnce()
  expect(screen.getByText('Not connected')).toBeTruthy()
})
