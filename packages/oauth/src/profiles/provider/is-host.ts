/** Whether a host fits a pattern, in which `*` stands for one label or more. */
export function isHost(host: string, pattern: string): boolean {
  const [before = '', after] = pattern.split('*')
  if (after === undefined) return host === pattern
  return host.length > before.length + after.length && host.startsWith(before) && host.endsWith(after)
}
