import { useEffect, useRef, useState, type ReactElement, type ReactNode } from 'react'
import { createPressGuard } from '../remote/press-guard.ts'
import { useRemote } from '../remote/use-remote.ts'
import { Brand } from './brand.tsx'
import { Picture, type PictureOf } from './picture.tsx'

/** A title with more characters, because of a name in it, is written smaller. */
const LONG = 40

/** A button of a screen. */
interface Action {
  label: string
  onPress: () => void
}

interface Props {
  /** How scripts and tests tell where they are. */
  name: string
  title: string
  /** The first is the main one: it has the focus. */
  actions: readonly Action[]
  /** What the remote's back key does; where it is left out, the TV may close the app. */
  onBack?: () => void
  /** Stands beside the buttons. */
  aside?: ReactNode
  /** Stands before all that is said. */
  beside?: ReactNode
  /** Says the same without words, to the right. */
  picture?: PictureOf
  /** There is little to say: the buttons stand right below it. */
  isShort?: boolean
  children: ReactNode
}

/** What all screens have in common: the brand, one heading, the buttons and how the remote gets to them. */
export function Screen({
  name,
  title,
  actions,
  onBack,
  aside,
  beside,
  picture,
  isShort = false,
  children,
}: Props): ReactElement {
  const buttons = useRef<HTMLDivElement>(null)
  // The screen before is still there: where it had no button, no press can have been meant for it.
  const [isMeant] = useState(() => (document.querySelector('.actions button') ? createPressGuard() : () => true))
  useRemote(buttons, onBack)
  useEffect(() => {
    document.title = `${title} – Device Flow on TV`
  }, [title])
  return (
    <div className={`screen screen-${name} ${picture ? 'screen-pictured' : ''}`} data-screen={name}>
      <header className="top">
        <Brand />
      </header>
      <main className={isShort ? 'middle middle-short' : 'middle'}>
        {beside && <div className="beside">{beside}</div>}
        <div className="said">
          <h1 className={title.length > LONG ? 'long' : undefined}>{title}</h1>
          {children}
        </div>
        {picture && <Picture of={picture} />}
      </main>
      <footer className="bottom">
        <div className="actions" ref={buttons}>
          {actions.map(({ label, onPress }) => (
            <button key={label} type="button" onClick={() => isMeant() && onPress()}>
              {label}
            </button>
          ))}
        </div>
        {aside}
      </footer>
    </div>
  )
}
