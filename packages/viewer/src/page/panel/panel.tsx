import { useId, type ReactElement, type ReactNode } from 'react'
import { ErrorBoundary } from './error-boundary.tsx'

interface Props {
  /** Where it stands in the grid of the page. */
  area: string
  title: string
  /** Stands beside the title. */
  aside?: ReactNode
  children: ReactNode
}

/** One part of the page, with its name. If it fails, the others stay. */
export function Panel({ area, title, aside, children }: Props): ReactElement {
  const id = useId()
  return (
    <section className={`panel panel-${area}`} aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id}>{title}</h2>
        {aside}
      </header>
      <ErrorBoundary what={title}>{children}</ErrorBoundary>
    </section>
  )
}
