import { partId, type PartName } from '../layout/part.tsx'

/**
 * Outlines a part of the page, and scrolls to it where it is not in sight. The returned function takes the outline away.
 *
 * @param floor what covers the bottom of the page
 */
export function pointAt(name: PartName, floor: HTMLElement): () => void {
  const part = document.getElementById(partId(name))
  if (!part) return () => {}
  part.dataset['toured'] = ''
  const { top, bottom } = part.getBoundingClientRect()
  if (top < 0 || bottom > floor.getBoundingClientRect().top) part.scrollIntoView({ block: 'start' })
  return () => delete part.dataset['toured']
}
