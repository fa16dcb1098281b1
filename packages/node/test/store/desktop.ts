import { onTestFinished } from 'vitest'
import { startDesktop } from '../../../../scripts/start-desktop.mjs'
import type { Desktop } from '../../../../scripts/start-desktop.mjs'
import { temporaryFolder } from './folder.ts'

/** Signs in to a desktop for one test. */
export async function openDesktop(options: { home?: string; isLocked?: boolean } = {}): Promise<Desktop> {
  const desktop = await startDesktop({ home: await temporaryFolder(), ...options })
  onTestFinished(() => desktop.end())
  return desktop
}
