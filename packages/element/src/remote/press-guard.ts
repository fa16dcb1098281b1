/** A press that comes sooner after a screen has appeared, or after such a press, was meant for the screen before it, ms. */
const SETTLES_MS = 400

/**
 * Makes the guard of a screen that has just appeared: it tells whether a press is meant for it. None is until no button was pressed for
 * 0.4 s.
 */
export function createPressGuard(now: () => number): () => boolean {
  let quietSince = now()
  return () => {
    const isMeant = now() - quietSince >= SETTLES_MS
    if (!isMeant) quietSince = now()
    return isMeant
  }
}
