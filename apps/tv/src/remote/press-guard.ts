/** A press that comes sooner after a screen has appeared, or after such a press, was meant for the screen before it, ms. */
const SETTLES_MS = 400

/** Made when a screen appears: tells whether a press is meant for it. None is until the remote has been left alone for that long. */
export function createPressGuard(now: () => number = () => performance.now()): () => boolean {
  let quietSince = now()
  return () => {
    const isMeant = now() - quietSince >= SETTLES_MS
    if (!isMeant) quietSince = now()
    return isMeant
  }
}
