import { Component, type ReactNode } from 'react'

interface Props {
  /** What would be missing, as the start of a sentence. */
  what: string
  children: ReactNode
}

/** Says that a part of the page failed, instead of leaving all of it blank. */
export class ErrorBoundary extends Component<Props, { error?: Error }> {
  override state: { error?: Error } = {}

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (!error) return this.props.children
    return (
      <p className="problem" role="alert">
        {this.props.what} cannot show this: {error.message}
      </p>
    )
  }
}
