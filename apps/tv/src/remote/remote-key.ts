/** What a key of a remote control, or of a keyboard in its place, is for. */
export type RemoteKey = 'next' | 'previous' | 'press' | 'back'

const BY_NAME: Readonly<Record<string, RemoteKey>> = {
  ArrowRight: 'next',
  ArrowDown: 'next',
  ArrowLeft: 'previous',
  ArrowUp: 'previous',
  Enter: 'press',
  Escape: 'back',
  Backspace: 'back',
  GoBack: 'back',
  BrowserBack: 'back',
  XF86Back: 'back',
}

/** webOS and Tizen send their back keys without a name that all of their versions share. */
const BY_CODE: Readonly<Record<number, RemoteKey>> = { 461: 'back', 10009: 'back' }

/** Reads a key; nothing for those that are none of a remote's. */
export function remoteKey({ key, keyCode }: Pick<KeyboardEvent, 'key' | 'keyCode'>): RemoteKey | undefined {
  return BY_NAME[key] ?? BY_CODE[keyCode]
}
