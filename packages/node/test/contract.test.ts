import { setImmediate as nextTurn } from 'node:timers/promises'
import type { DeviceFlowView } from '@device-flow/machine'
import { adapterContract } from '@device-flow/testing/contract'
import type { ContractAdapter } from '@device-flow/testing/contract'
import { test } from 'vitest'
import { signIn } from '../src/index.ts'
import type { Session } from '../src/index.ts'

function missing(): never {
  throw new Error('A process has no such thing')
}

/** A process under contract: it signs in once, without a page, and is one consumer. */
const node: ContractAdapter = {
  lacks: ['detach', 'hint', 'owned', 'page', 'redraw', 'request', 'restore', 'retry', 'share'],
  async act(work) {
    await work()
    // Signing out resolves when the server was asked to revoke, some turns later.
    for (let turn = 0; turn < 3; turn++) await nextTurn()
  },
  mount({ services, clock, blipBudget, renewals, inspect, onMount }) {
    const abort = new AbortController()
    let session: Promise<Session> | undefined
    let view: DeviceFlowView = { status: 'idle' }
    let draws = 1
    const onChange = (next: DeviceFlowView): void => {
      view = next
      draws++
    }
    const commands = {
      start() {
        session ??= signIn({
          services,
          clock,
          blipBudget,
          renewals,
          inspect,
          onPrompt: () => {},
          onChange,
          signal: abort.signal,
        })
        session.catch(() => {})
      },
      cancel: () => abort.abort(),
      retry: missing,
      hint: missing,
      refresh: () => void session?.then(({ refresh }) => refresh()).catch(() => {}),
      signOut: () => void session?.then(({ signOut }) => signOut()),
      getAccessToken: async () => (await session!).getAccessToken(),
    }
    onMount?.(commands)
    return {
      consumers: [{ view: () => view, draws: () => draws, commands: () => commands }],
      unmount: () => abort.abort(),
    }
  },
}

adapterContract('signIn', node, { test })
