import { settle } from './settle.ts'

// As it was when this was loaded: a test that fakes timers is not to hold up what runs by real time.
const { setTimeout } = globalThis
const MOMENT_MS = 20

/**
 * A moment of real time, in which what no timer brings about comes to its end: an import, a signature of DPoP, an ID token that is
 * verified.
 */
export async function realMoment(): Promise<void> {
  await settle()
  await new Promise((resolve) => setTimeout(resolve, MOMENT_MS))
  await settle()
}
