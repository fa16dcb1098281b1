import type { ReactElement, ReactNode } from 'react'

/** The parts of the page, for the tour to point at. */
export type PartName =
  | 'settings'
  | 'time'
  | 'device'
  | 'person'
  | 'chart'
  | 'steps'
  | 'troubles'
  | 'tokens'
  | 'recording'

/** The id of a part's element. */
export const partId = (name: PartName): string => `part-${name}`

/** One part of the page, in its place. */
export function Part({ name, children }: { name: PartName; children: ReactNode }): ReactElement {
  return (
    <div id={partId(name)} className={`part part-${name}`}>
      {children}
    </div>
  )
}
