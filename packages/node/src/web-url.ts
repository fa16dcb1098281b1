/**
 * The URL, normalised, if it is one that may be opened or put into a QR code without a thought: http or https, and no user name
 * that poses as the host.
 */
export function webUrl(text: string): string | undefined {
  try {
    const { protocol, username, password, href } = new URL(text)
    return (protocol === 'https:' || protocol === 'http:') && !username && !password ? href : undefined
  } catch {
    return undefined
  }
}
