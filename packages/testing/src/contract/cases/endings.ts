import type { DeviceFlowReason } from '@device-flow/machine'
import type { PollStep } from '../../services/steps.ts'
import { check, same } from '../check.ts'
import type { ContractCase } from '../contract-case.ts'

function ending(name: string, reason: DeviceFlowReason, polls: readonly PollStep[], afterMs: number): ContractCase {
  return {
    name,
    script: { polls },
    async run(login) {
      await login.prompting()
      await login.pass(afterMs)
      const { error } = login.shown('error')
      same(error.reason, reason, 'The reason')
      check(error.message !== '', 'There is nothing to tell the person')
      await login.isAtRest()
    },
  }
}

const offline: PollStep[] = Array.from({ length: 6 }, () => ({ fault: 'offline' }))

export const endingCases: readonly ContractCase[] = [
  ending(
    'a no of the person is shown as denied, and nothing is started anew by itself (C2)',
    'denied',
    ['denied'],
    5000,
  ),
  ending('a code that the server lets expire is shown as expired (C2)', 'expired', ['pending', 'expired'], 10_000),
  ending('a code that nobody used in time is shown as expired, at its deadline (C6)', 'expired', [], 915_000),
  ending(
    'a network that stays dead is shown as offline, after some polls and not after the code (D3)',
    'offline',
    offline,
    120_000,
  ),
  ending('a bug in the services is shown as unexpected, not as a blank screen', 'unexpected', ['unexpected'], 5000),
  {
    name: 'a server that refuses to give a code is shown with its reason',
    script: { authorizations: [{ error: 'unsupported', code: 'unauthorized_client' }] },
    async run(login) {
      await login.send('start')
      const { error } = login.shown('error')
      same([error.reason, error.error], ['unsupported', 'unauthorized_client'], 'The error')
      await login.isAtRest()
    },
  },
  {
    name: 'retry after a no brings a new code, and signs in (E5)',
    needs: ['retry'],
    script: { polls: ['denied', 'granted'] },
    async run(login) {
      await login.prompting()
      await login.pass(5000)
      login.shown('error')
      await login.send('retry')
      login.shown('awaitingUser')
      same(login.services.calls('requestDeviceAuthorization').length, 2, 'Device authorization requests')
      await login.pass(5000)
      login.shown('authorized')
    },
  },
  {
    name: 'retry when the network is back signs in',
    needs: ['retry'],
    script: { authorizations: [{ fault: 'offline' }, { fault: 'offline' }, { fault: 'timeout' }], polls: ['granted'] },
    async run(login) {
      await login.send('start')
      await login.pass(10_000)
      same(login.shown('error').error.reason, 'offline', 'The reason')
      await login.send('retry')
      await login.pass(5000)
      login.shown('authorized')
    },
  },
]
