import { setImmediate as nextTurn } from 'node:timers/promises'
import type { DeviceAuthorizationRequest, DeviceFlowView } from '@device-flow/machine'
import { memoryStore, withSession } from '@device-flow/session'
import type { Store } from '@device-flow/session'
import { adapterContract } from '@device-flow/testing/contract'
import type { Ability, ContractAdapter } from '@device-flow/testing/contract'
import { createScriptedServices } from '@device-flow/testing/virtual'
import { beforeAll, test, vi } from 'vitest'
import { signIn } from './loaded-sign-in.ts'
import type { Session } from '../src/index.ts'

/** What makes no sense for a process, and why. */
const lacking: Partial<Record<Ability, string>> = {
  commands: 'signIn gives commands with the session that it resolves to, and none before',
  detach: 'nothing is taken away that a login could outlive, or be found by again',
  hint: 'nobody holds a command while the login is pending, and there is no page to come back to',
  keep: 'signIn reads what is kept when it is called, and nothing is shown before',
  owned: 'a session belongs to the process, and ends with it or by signOut',
  page: 'there is none',
  redraw: 'nothing draws but onChange, which is called for a change alone',
  share: 'each call of signIn is a login of its own; who wants to share one hands on the session',
}

function missing(): never {
  throw new Error('A process has no such command')
}

/**
 * A process under contract, with a store or without. It calls `signIn` again when a login has failed, and at its start when a session was
 * kept.
 */
const node = (createStore?: () => Store): ContractAdapter => ({
  lacks: [...(Object.keys(lacking) as Ability[]), ...(createStore ? (['restore'] as const) : [])],
  async act(work) {
    await work()
    // Signing out resolves when the server was asked to revoke, and a store answers, some turns later.
    for (let turn = 0; turn < 3; turn++) await nextTurn()
  },
  mount({ services, clock, session: kept, blipBudget, renewals, inspect, onMount }) {
    const store = createStore?.()
    let abort = new AbortController()
    let session: Promise<Session> | undefined
    let view: DeviceFlowView = { status: 'idle', restoring: false }
    let draws = 1
    const onChange = (next: DeviceFlowView): void => {
      view = next
      draws++
    }
    const start = (request?: DeviceAuthorizationRequest): void => {
      if (session) return
      abort = new AbortController()
      const { signal } = abort
      const options = {
        services,
        clock,
        store,
        session: kept,
        request,
        blipBudget,
        renewals,
        inspect,
        onChange,
        signal,
      }
      session = signIn({ ...options, onPrompt: () => {} })
      session.catch(() => (session = undefined))
    }
    const commands = {
      start,
      cancel: () => abort.abort(),
      retry: () => start(),
      hint: missing,
      refresh: () => void session?.then(({ refresh }) => refresh()).catch(() => {}),
      signOut: () => void session?.then(({ signOut }) => signOut()),
      getAccessToken: async () => (await session!).getAccessToken(),
      fetch: async (...request: Parameters<typeof fetch>) => (await session!).fetch(...request),
    }
    if (kept) start()
    onMount?.(commands)
    return {
      consumers: [{ view: () => view, draws: () => draws, commands: () => commands }],
      unmount: () => abort.abort(),
    }
  },
})

// Virtual time does not wait for the code that asks the server: it is there before the first case.
beforeAll(async () => {
  withSession(createScriptedServices(), { store: memoryStore() })
  await vi.dynamicImportSettled()
})

adapterContract('signIn', node(), { test })
adapterContract('signIn with a store', node(memoryStore), { test })
