import { useLayoutEffect, useRef, type RefObject } from 'react'

/** How far from the end still counts as being there, CSS pixels. */
const NEAR_END_PX = 24

/** Keeps a list at its end whatever grows in it or beside it, unless somebody has scrolled up. Returns what to call when it scrolls. */
export function useStickToEnd(list: RefObject<HTMLElement | null>): () => void {
  const isAtEnd = useRef(true)
  useLayoutEffect(() => {
    const element = list.current
    if (element && isAtEnd.current) element.scrollTop = element.scrollHeight
  })
  return () => {
    const element = list.current
    if (element) isAtEnd.current = element.scrollHeight - element.clientHeight - element.scrollTop < NEAR_END_PX
  }
}
