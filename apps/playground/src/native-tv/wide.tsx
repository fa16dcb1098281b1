import type { ReactElement, ReactNode } from 'react'

interface Props {
  label: string
  className: 'table' | 'chart'
  children: ReactNode
}

/** What may be wider than the screen: it is moved sideways by itself, says so, and has shadows where more of it is. */
export function Wide({ label, className, children }: Props): ReactElement {
  return (
    <>
      <p className={`sideways sideways-${className}`}>There is more at the side: swipe or scroll this sideways.</p>
      <div className={`wide ${className}`} tabIndex={0} role="region" aria-label={label}>
        {children}
      </div>
    </>
  )
}
