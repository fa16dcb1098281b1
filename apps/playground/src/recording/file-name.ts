/** The name of a file: what it is, and when it was saved, as file systems take it. */
export function fileName(what: string, ending: string, now: number): string {
  return `${what}-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')}.${ending}`
}
