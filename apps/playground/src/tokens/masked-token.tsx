import { useState, type ReactElement } from 'react'

/** A secret that is hidden until somebody asks for it, and hidden again once it is another. */
export function MaskedToken({ name, value }: { name: string; value: string }): ReactElement {
  const [asked, setAsked] = useState<string>()
  const isShown = asked === value
  return (
    <span className="masked-token">
      <code className="token-value">{isShown ? value : '••••••••••••'}</code>
      <button type="button" onClick={() => setAsked(isShown ? undefined : value)}>
        {isShown ? 'Hide' : 'Show'} {name}
      </button>
    </span>
  )
}
