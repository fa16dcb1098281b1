import { Component, type ReactNode } from 'react'
import { Failure } from './screens/failure.tsx'

interface Props {
  /** Ends the login: what comes next would find it again. */
  forget: () => void
  children: ReactNode
}

/** Shows a screen with a way out where this software fails, instead of nothing. */
export class ErrorBoundary extends Component<Props, { error?: Error | undefined }> {
  override state: { error?: Error | undefined } = {}

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error }
  }

  /** Mounts the children again. The login has gone on meanwhile, and they find it where it is: the code on the screen stays good. */
  private readonly retry = (): void => this.setState({ error: undefined })

  private readonly startOver = (): void => {
    this.props.forget()
    this.retry()
  }

  override render(): ReactNode {
    const { error } = this.state
    if (!error) return this.props.children
    return (
      <Failure
        name="broken"
        title="Something went wrong"
        problem={error.message}
        onRetry={this.retry}
        onStartOver={this.startOver}
      />
    )
  }
}
