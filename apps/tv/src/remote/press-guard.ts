/** A press that comes sooner after a screen has appeared was meant for the screen before it, ms. */
const SETTLES_MS = 400

/** Made when a screen appears: tells whether a press is meant for it. Quick presses in a row count as one, however many they are. */
export function createPressGuard(now: () => number = () => performance.now()): () => boolean {
  let quietSince = now()
  return () => {
    const isMeant = now() - quietSince >= SETTLES_MS
    if (!isMeant) quietSince = now()
    return isMeant
  }
}
