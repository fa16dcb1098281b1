import { same } from '../check.ts'
import type { ContractCase } from '../contract-case.ts'

export const detachCases: readonly ContractCase[] = [
  {
    name: 'a detached login goes on without its consumers, and the next ones show it and can end it (I1)',
    needs: ['detach'],
    onUnmount: 'detach',
    script: { polls: ['pending', 'granted'] },
    async run(login) {
      await login.prompting()
      const gone = login.consumer()
      await login.unmount()
      const draws = gone.draws()
      await login.pass(10_000)
      same(login.polls(), 2, 'Polls')
      same(gone.draws(), draws, 'Draws of what is gone')
      await login.mount({ onUnmount: 'detach' })
      login.shown('authorized')
      same(login.services.calls('requestDeviceAuthorization').length, 1, 'Device authorization requests')
      await login.send('signOut')
      login.shown('idle')
      same(login.services.revoked.length, 1, 'Revoked grants')
    },
  },
]
