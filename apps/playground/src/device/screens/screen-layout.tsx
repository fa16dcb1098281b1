import type { ReactElement, ReactNode } from 'react'

interface Props {
  title: string
  text?: string
  /** What changes while the screen stays: it is read out. */
  news?: string
  /** Between the text and the buttons. */
  body?: ReactNode
  /** The buttons. */
  children?: ReactNode
}

/** A screen of the device: what it says, and what can be pressed. */
export function ScreenLayout({ title, text, news, body, children }: Props): ReactElement {
  return (
    <div className="screen">
      <h3>{title}</h3>
      {text && <p>{text}</p>}
      {body}
      <p className="screen-news" role="status">
        {news}
      </p>
      <div className="screen-buttons">{children}</div>
    </div>
  )
}
