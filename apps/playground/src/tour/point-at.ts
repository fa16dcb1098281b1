import { partId } from '../layout/part.tsx'
import type { Stop } from './stops.ts'

/** Between the part and what covers the page below it: the outline, and some air; CSS px. */
const GAP = 16

/**
 * Outlines the part of the page that a stop is about, and scrolls to it where it is not in sight. The returned function takes the outline
 * away.
 *
 * @param floor what covers the bottom of the page
 */
export function pointAt({ part: name, end }: Pick<Stop, 'part' | 'end'>, floor: HTMLElement): () => void {
  const part = document.getElementById(partId(name))
  if (!part) return () => {}
  part.dataset['toured'] = ''
  const { top, bottom } = part.getBoundingClientRect()
  const lowest = floor.getBoundingClientRect().top - GAP
  const isLonger = bottom - top > lowest
  if (end === 'foot' && isLonger) window.scrollBy({ top: bottom - lowest })
  else if (top < 0 || bottom > lowest) part.scrollIntoView({ block: 'start' })
  return () => delete part.dataset['toured']
}
