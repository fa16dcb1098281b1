import { Component, type ReactNode } from 'react'
import { Failure } from './screens/failure.tsx'

interface Props {
  /** Forgets the login: a reload would find it again. */
  forget: () => void
  children: ReactNode
}

/** Shows a screen with a way out where this software fails, instead of nothing. */
export class ErrorBoundary extends Component<Props, { error?: Error }> {
  override state: { error?: Error } = {}

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (!error) return this.props.children
    return <Failure name="broken" title="Something went wrong" problem={error.message} forget={this.props.forget} />
  }
}
