import { fireEvent, render, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { Screen } from '../src/parts/screen.tsx'
import { remoteKey } from '../src/remote/remote-key.ts'

function show({ onBack }: { onBack?: () => void } = {}): { first: () => void; second: () => void } {
  const [first, second] = [vi.fn<() => void>(), vi.fn<() => void>()]
  const actions = [
    { label: 'First', onPress: first },
    { label: 'Second', onPress: second },
  ]
  render(
    <Screen name="any" title="Any" actions={actions} {...(onBack && { onBack })}>
      <p>Words</p>
    </Screen>,
  )
  return { first, second }
}

const press = (key: string, more: KeyboardEventInit = {}): boolean =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more })

test.each([
  ['Escape', 0],
  ['Backspace', 8],
  ['GoBack', 0],
  ['BrowserBack', 166],
  ['XF86Back', 10009],
  ['Unidentified', 461],
  ['', 10009],
])('the back key of a remote that sends %s (%i) goes back', (key, keyCode) => {
  expect(remoteKey({ key, keyCode })).toBe('back')
})

test('a screen gives the focus to its main button, and the arrows move it', () => {
  show()
  expect(document.activeElement?.textContent).toBe('First')
  press('ArrowRight')
  expect(document.activeElement?.textContent).toBe('Second')
  press('ArrowRight')
  expect(document.activeElement?.textContent).toBe('Second')
  press('ArrowUp')
  expect(document.activeElement?.textContent).toBe('First')
})

test('a key that is held down presses nothing more, and goes back once', () => {
  const onBack = vi.fn<() => void>()
  show({ onBack })
  expect(press('Enter')).toBe(true)
  expect(press('Enter', { repeat: true })).toBe(false)
  press('Backspace')
  press('Backspace', { repeat: true })
  expect(onBack).toHaveBeenCalledTimes(1)
})

test('where a screen leads nowhere back, the back key is left to the TV', () => {
  show()
  expect(press('Backspace')).toBe(true)
})

test('keys that are none of a remote, and shortcuts of the browser, are left alone', () => {
  const onBack = vi.fn<() => void>()
  show({ onBack })
  expect(press('a')).toBe(true)
  expect(press('ArrowRight', { altKey: true })).toBe(true)
  expect(screen.getByText('First')).toBe(document.activeElement)
  expect(onBack).not.toHaveBeenCalled()
})
