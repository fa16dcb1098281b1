import type { DeviceAuthorization, SessionKeeper, SessionNotice } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import { playStep } from './play-step.ts'
import type { RestoreStep } from './steps.ts'

/** A keeper of sessions that keeps nothing by itself: what it restores and tells is scripted. */
export interface ScriptedKeeper extends SessionKeeper {
  /** Tells those who watch. */
  notify(notice: SessionNotice): void
  /** How often it was asked what is kept. */
  readonly restores: number
  /** How many watch now. */
  readonly watchers: number
  /** The logins that were to be forgotten, in order. */
  readonly forgotten: readonly DeviceAuthorization[]
  /** Adds steps to the end of the script for `restore`. */
  script(steps: readonly RestoreStep[]): void
}

/**
 * Makes a keeper for virtual time. `restore` plays one step for each call, and brings nothing once they are used up. The `fetch` that it
 * makes sends nothing: it resolves to a response whose body is the access token that would have been sent.
 */
export function createScriptedKeeper(clock: Clock, script: readonly RestoreStep[]): ScriptedKeeper {
  const steps = [...script]
  const listeners = new Set<(notice: SessionNotice) => void>()
  const forgotten: DeviceAuthorization[] = []
  let restores = 0
  return {
    async restore({ signal }) {
      restores++
      return playStep(steps.shift() ?? 'nothing', clock, signal, (kept) => (kept === 'nothing' ? undefined : kept))
    },
    watch(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    forget: async (authorization) => void forgotten.push(authorization),
    createFetch: (tokens) => async () => new Response((await tokens.fresh()).accessToken.reveal()),
    notify: (notice) => listeners.forEach((listener) => listener(notice)),
    script: (more) => void steps.push(...more),
    get restores() {
      return restores
    },
    get watchers() {
      return listeners.size
    },
    forgotten,
  }
}
