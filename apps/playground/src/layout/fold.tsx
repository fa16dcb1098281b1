import { useState, type ReactElement, type ReactNode } from 'react'
import { partId, type PartName } from './part.tsx'

interface Props {
  name: PartName
  /** What its heading says. */
  title: string
  startsOpen?: boolean
  children: ReactNode
}

/** A part that can be folded. Its heading is always there: whoever goes from heading to heading finds it. */
export function Fold({ name, title, startsOpen = false, children }: Props): ReactElement {
  const [isOpen, setOpen] = useState(startsOpen)
  return (
    <div id={partId(name)} className={isOpen ? 'part fold' : 'part fold fold-closed'}>
      <button
        className="fold-button"
        aria-expanded={isOpen}
        aria-label={`${isOpen ? 'Fold' : 'Open'}: ${title}`}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? 'Fold' : 'Open'}
      </button>
      {children}
    </div>
  )
}
