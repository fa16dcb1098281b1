import { useState, type ReactElement } from 'react'

/** Copies a text, and says so. */
export function CopyButton({ label, text }: { label: string; text: () => string }): ReactElement {
  const [outcome, setOutcome] = useState('')
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text())
      setOutcome('Copied')
    } catch {
      setOutcome('The browser does not let this page copy')
    }
  }
  return (
    <span className="copy">
      <button type="button" onClick={() => void copy()}>
        {label}
      </button>
      <span role="status">{outcome}</span>
    </span>
  )
}
