import { fileURLToPath } from 'node:url'

/** What goes wrong in a process. A step is a change in the file system, the beginning of a request, or the arrival of its response. */
export interface Faults {
  /** How far ahead its clocks are, ms. */
  aheadMs?: number
  /** The step before which it happens, counted from 1. */
  at?: number
  /** The step at which all is well again. */
  until?: number
  /** It is killed, or stopped; or from then on the disk is full, or nothing may be written any more. */
  does?: 'kill' | 'stop' | 'ENOSPC' | 'EACCES'
  /** By how much its clocks have moved on when it goes on after a stop, ms. */
  stoppedMs?: number
  /** A file that gets a line for each step. */
  log?: string
}

const preload = new URL('faults.mjs', import.meta.url)

/** The environment of a process with these faults. */
export function withFaults(faults: Faults): Record<string, string> {
  return { NODE_OPTIONS: `--import=${preload.href}`, STORM_FAULTS: JSON.stringify(faults) }
}

/** The built command. */
export const command: string = fileURLToPath(new URL('../../packages/cli/bin/device-flow.cjs', import.meta.url))
