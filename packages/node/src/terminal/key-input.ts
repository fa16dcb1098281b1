/** Where keys come from: `process.stdin`, or anything alike. */
export interface KeyInput {
  isTTY?: boolean | undefined
  isRaw?: boolean | undefined
  /** Whether each key is handed on at once, without being echoed. */
  setRawMode?(isRaw: boolean): unknown
  read(): unknown
  pause(): unknown
  on(event: string, listener: () => void): unknown
  off(event: string, listener: () => void): unknown
  listenerCount(event: string): number
}

/** Whether keys can be read: it is a terminal, and the program does not read from it itself. */
export function isFree(input: KeyInput): boolean {
  if (input.isTTY !== true || !input.setRawMode || input.isRaw) return false
  return input.listenerCount('data') === 0 && input.listenerCount('readable') === 0
}
