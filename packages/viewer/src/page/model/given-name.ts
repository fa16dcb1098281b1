/** Returns the name that somebody gave to an actor's logic; nothing for one that XState made up, where the logic stands in the `invoke`. */
export function givenName(src: string | undefined): string | undefined {
  return src?.startsWith('xstate.invoke.') ? undefined : src
}
