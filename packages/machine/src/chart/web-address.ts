/**
 * Whether a value is an address that a person may open: http(s), without a user name that poses as the host, and with neither blanks nor
 * control characters. What is kept is held to this, and more, when it is read back. No \p{…} here: for televisions, it becomes 3 kB.
 */
export function isWebAddress(value: unknown): value is string {
  return typeof value === 'string' && /^https?:\/\/(?![^/?#\\]*@|.*\s)[!-~\u00a1-\uffff]{1,2040}$/i.test(value)
}
