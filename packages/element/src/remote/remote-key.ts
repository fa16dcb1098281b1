/** What a key of a remote control, or of a keyboard in its place, is for. */
export type RemoteKey = 'next' | 'previous' | 'back'

const BY_NAME: Readonly<Record<string, RemoteKey>> = {
  ArrowDown: 'next',
  ArrowUp: 'previous',
  Escape: 'back',
  GoBack: 'back',
  BrowserBack: 'back',
  XF86Back: 'back',
}

/** webOS and Tizen send their back keys without a name that all of their versions share. */
const BY_CODE: Readonly<Record<number, RemoteKey>> = { 461: 'back', 10009: 'back' }

/** Reads a key; nothing for those that are none of a remote's. Left and right are those of the text's direction. */
export function remoteKey(
  { key, keyCode, altKey, ctrlKey, metaKey }: KeyboardEvent,
  isRightToLeft: boolean,
): RemoteKey | undefined {
  if (altKey || ctrlKey || metaKey) return undefined
  if (key === 'ArrowRight') return isRightToLeft ? 'previous' : 'next'
  if (key === 'ArrowLeft') return isRightToLeft ? 'next' : 'previous'
  return BY_NAME[key] || BY_CODE[keyCode]
}
