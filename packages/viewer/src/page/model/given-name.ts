/** Returns the name that somebody has given to an actor's logic; nothing for one that XState made up, for logic that stands where it is invoked. */
export function givenName(src: string | undefined): string | undefined {
  return src?.startsWith('xstate.invoke.') ? undefined : src
}
