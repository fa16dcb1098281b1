/** Where keys come from: `process.stdin`, or anything alike. */
export interface KeyInput {
  isTTY?: boolean | undefined
  isRaw?: boolean | undefined
  /** Whether it is being read by those who listen for `data`. */
  readableFlowing?: boolean | null | undefined
  /** Whether each key is handed on at once, without being echoed. */
  setRawMode?(isRaw: boolean): unknown
  resume(): unknown
  pause(): unknown
  on(event: string, listener: (chunk: unknown) => void): unknown
  off(event: string, listener: (chunk: unknown) => void): unknown
  listenerCount(event: string): number
}

/** Whether keys can be read: it is a terminal, and the program does not read from it itself. */
export function isFree(input: KeyInput): boolean {
  if (input.isTTY !== true || !input.setRawMode || input.isRaw) return false
  // Someone who has asked a question by `node:readline` leaves a listener and a paused input behind.
  const isRead = input.readableFlowing === true && input.listenerCount('data') > 0
  return !isRead && input.listenerCount('readable') === 0
}
