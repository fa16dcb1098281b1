import { useId, useRef, type KeyboardEvent, type ReactElement, type ReactNode } from 'react'

interface Props<Name extends string> {
  label: string
  tabs: readonly { readonly name: Name; readonly title: string }[]
  selected: Name
  onSelect: (name: Name) => void
  children: ReactNode
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 }

/** Tabs as WAI-ARIA has them: one of them can be reached by Tab, the others by the arrows. */
export function Tabs<Name extends string>({ label, tabs, selected, onSelect, children }: Props<Name>): ReactElement {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent): void => {
    const step = STEPS[event.key]
    if (step === undefined) return
    event.preventDefault()
    const at = tabs.findIndex(({ name }) => name === selected)
    const next = (at + step + tabs.length) % tabs.length
    onSelect(tabs[next]!.name)
    list.current?.querySelectorAll('button')[next]?.focus()
  }
  return (
    <>
      <div role="tablist" aria-label={label} className="tabs" ref={list} onKeyDown={move}>
        {tabs.map(({ name, title }) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-${name}`}
            aria-selected={name === selected}
            aria-controls={`${id}-panel`}
            tabIndex={name === selected ? 0 : -1}
            onClick={() => onSelect(name)}
          >
            {title}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${selected}`}>
        {children}
      </div>
    </>
  )
}
