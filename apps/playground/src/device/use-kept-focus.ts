import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react'

/** Keeps the focus inside of an element: when what had it is gone from a new screen, that screen's heading has it. */
export function useKeptFocus<Place extends HTMLElement>(screen: string): RefObject<Place | null> {
  const place = useRef<Place>(null)
  const last = useRef<Element>(null)
  useEffect(() => {
    const remember = (): void => {
      last.current = place.current?.contains(document.activeElement) ? document.activeElement : null
    }
    document.addEventListener('focusin', remember)
    return () => document.removeEventListener('focusin', remember)
  }, [])
  useLayoutEffect(() => {
    const isLost = last.current && !last.current.isConnected && document.activeElement === document.body
    const heading = isLost ? place.current?.querySelector<HTMLElement>('h3') : undefined
    if (!heading) return
    heading.tabIndex = -1
    heading.focus({ preventScroll: true })
  }, [screen])
  return place
}
