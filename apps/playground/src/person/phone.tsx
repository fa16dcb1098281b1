import type { ReactElement, ReactNode } from 'react'

/** A phone with a page on it. */
export function Phone({ address, children }: { address: string; children: ReactNode }): ReactElement {
  return (
    <div className="phone">
      <p className="phone-address" dir="ltr">
        {address}
      </p>
      <div className="phone-page">{children}</div>
    </div>
  )
}
