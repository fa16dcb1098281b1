/** A certificate authority for one test. All is PEM. */
export interface Authority {
  ca: string
  /** Issues a certificate for a host name, good from yesterday until tomorrow. */
  issue(subject: string, more?: { notAfter?: Date }): Promise<{ cert: string; key: string }>
}

/** Makes an authority that nobody knows yet. */
export function makeAuthority(name?: string): Promise<Authority>
