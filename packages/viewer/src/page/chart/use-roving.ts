import { useRef, useState, type KeyboardEvent } from 'react'

/** What an item of a group with one tab stop needs. */
export interface RovingProps {
  ref: (element: SVGGElement | null) => void
  tabIndex: 0 | -1
  onFocus: () => void
  onKeyDown: (event: KeyboardEvent) => void
}

const STEPS: Record<string, (index: number, count: number) => number> = {
  ArrowDown: (index) => index + 1,
  ArrowRight: (index) => index + 1,
  ArrowUp: (index) => index - 1,
  ArrowLeft: (index) => index - 1,
  Home: () => 0,
  End: (_index, count) => count - 1,
}

/** Makes a group one tab stop, within which the arrow keys move. */
export function useRoving(count: number, onFocusItem: (index: number) => void): (index: number) => RovingProps {
  const [current, setCurrent] = useState(0)
  const elements = useRef<(SVGGElement | null)[]>([])
  return (index) => ({
    ref: (element) => void (elements.current[index] = element),
    tabIndex: index === Math.min(current, count - 1) ? 0 : -1,
    onFocus: () => {
      setCurrent(index)
      onFocusItem(index)
    },
    onKeyDown: (event) => {
      const next = STEPS[event.key]?.(index, count)
      if (next === undefined) return
      event.preventDefault()
      elements.current[next]?.focus()
    },
  })
}
