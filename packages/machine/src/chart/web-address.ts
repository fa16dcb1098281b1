/** Whether a value is an address that a person may open: http(s). */
export function isWebAddress(value: unknown): value is string {
  return typeof value === 'string' && /^https?:/i.test(value)
}
