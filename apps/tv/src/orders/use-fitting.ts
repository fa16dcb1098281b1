import { useLayoutEffect, useState, type RefObject } from 'react'

/**
 * How many children of a list fit its box, at least one: measured before each paint and when the window changes. The others are hidden by
 * the caller in a way that keeps their place, so that they can be measured again.
 */
export function useFitting(list: RefObject<HTMLElement | null>): number {
  const [fitting, setFitting] = useState(1)
  const measure = (): void => {
    if (list.current) setFitting(fittingIn(list.current))
  }
  // Without dependencies: whatever was rendered may have another height.
  useLayoutEffect(() => {
    measure()
    window.addEventListener('resize', measure)
    return () => window.removeEventListener('resize', measure)
  })
  return fitting
}

function fittingIn(list: HTMLElement): number {
  const bottom = list.getBoundingClientRect().bottom
  const children = Array.from(list.children)
  const first = children.findIndex((child) => child.getBoundingClientRect().bottom > bottom + 1)
  return first < 0 ? children.length : Math.max(1, first)
}
