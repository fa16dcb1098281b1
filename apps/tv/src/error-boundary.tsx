import { Component, type ReactNode } from 'react'
import { Failure } from './screens/failure.tsx'

interface Props {
  /** Forgets the login: what comes next would find it again. */
  forget: () => void
  children: ReactNode
}

/** Shows a screen with a way out where this software fails, instead of nothing. */
export class ErrorBoundary extends Component<Props, { error?: Error | undefined }> {
  override state: { error?: Error | undefined } = {}

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error }
  }

  /**
   * Mounts the children again. They find in storage what a reload would have found, the code among it. A poll of the previous login may
   * still be on its way: if the server grants it, its tokens are revoked, and the new login ends because its code is used. That is rare,
   * and a new code gets out of it; waiting for that poll would hold up everybody else.
   */
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
