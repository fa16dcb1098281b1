import { same } from '../check.ts'
import type { ContractCase } from '../contract-case.ts'

export const cancelCases: readonly ContractCase[] = [
  {
    name: 'cancel while the code is shown ends it at once, and leaves nothing behind (E1)',
    async run(login) {
      await login.prompting()
      await login.send('cancel')
      login.shown('idle')
      await login.isAtRest()
    },
  },
  {
    name: 'cancel before there is a code aborts the request for it (E1)',
    script: { authorizations: ['hang'] },
    async run(login) {
      await login.send('start')
      login.shown('requesting')
      await login.send('cancel')
      login.shown('idle')
      same(login.services.calls('requestDeviceAuthorization')[0]?.end, 'aborted', 'The request')
      await login.isAtRest()
    },
  },
  {
    name: 'cancel during a poll settles at once, and a grant that comes late is revoked and never shown (E4)',
    script: { polls: [{ after: 2000, do: 'granted' }] },
    async run(login) {
      await login.prompting()
      await login.pass(6000)
      await login.send('cancel')
      login.shown('idle')
      await login.pass(3000)
      login.shown('idle')
      same(login.services.revoked.length, 1, 'Revoked grants')
      await login.isAtRest()
    },
  },
  {
    name: 'cancel during a poll that hangs cuts it within seconds',
    script: { polls: ['hang'] },
    async run(login) {
      await login.prompting()
      await login.pass(6000)
      await login.send('cancel')
      login.shown('idle')
      await login.pass(3000)
      same(login.services.calls('pollToken')[0]?.end, 'aborted', 'The poll')
      await login.isAtRest()
    },
  },
  {
    name: 'a code asked for after a cancel is another one, and replies of the old one are nothing to it (E5)',
    needs: ['retry'],
    script: { polls: [{ after: 2000, do: 'denied' }, 'granted'] },
    async run(login) {
      await login.prompting()
      await login.pass(6000)
      await login.send('cancel')
      await login.prompting()
      await login.pass(1500)
      login.shown('awaitingUser')
      await login.pass(3500)
      login.shown('authorized')
      const codes = login.services.calls('pollToken').map(({ input }) => input.deviceCode.reveal())
      same(codes, ['device-code-1', 'device-code-2'], 'The codes polled with')
    },
  },
]
