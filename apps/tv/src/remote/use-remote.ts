import { useEffectEvent, useLayoutEffect, type RefObject } from 'react'
import { remoteKey } from './remote-key.ts'

/**
 * Moves the focus between the buttons of a screen with the arrow keys, and goes back with the back key. The first button is the main one:
 * it has the focus when the screen appears, and gets it back when a key is pressed while nothing has it.
 */
export function useRemote(buttons: RefObject<HTMLElement | null>, onBack: (() => void) | undefined): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const key = remoteKey(event)
    if (!key || event.altKey || event.ctrlKey || event.metaKey) return
    if (key === 'back') return onBack && act(event, onBack)
    const all = buttonsIn(buttons.current)
    const at = all.findIndex((button) => button === document.activeElement)
    if (at < 0) return act(event, () => all[0]?.focus())
    // A key that is held down would press the button of each screen that follows.
    if (key === 'press') return event.repeat ? event.preventDefault() : undefined
    return act(event, () => all[key === 'next' ? at + 1 : at - 1]?.focus())
  })

  // Before the screen is painted: a key must not fall between two screens.
  useLayoutEffect(() => {
    buttonsIn(buttons.current)[0]?.focus()
    const listener = (event: KeyboardEvent): void => onKey(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [buttons])
}

function buttonsIn(element: HTMLElement | null): HTMLButtonElement[] {
  return element ? Array.from(element.querySelectorAll('button')) : []
}

function act(event: KeyboardEvent, action: () => void): void {
  event.preventDefault()
  if (!event.repeat || event.key.startsWith('Arrow')) action()
}
