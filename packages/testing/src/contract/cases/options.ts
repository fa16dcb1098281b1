import { check, same } from '../check.ts'
import type { ContractCase } from '../contract-case.ts'

export const optionCases: readonly ContractCase[] = [
  {
    name: 'a login gives up as offline after as many polls as it was told',
    blipBudget: 2,
    script: { polls: [{ fault: 'offline' }, { fault: 'offline' }] },
    async run(login) {
      await login.prompting()
      await login.pass(30_000)
      same(login.shown('error').error.reason, 'offline', 'The reason')
      same(login.polls(), 2, 'Polls')
    },
  },
  {
    name: 'an expired code is replaced by itself as often as was allowed, and then shown as expired',
    renewals: 1,
    script: { polls: ['expired', 'expired'] },
    async run(login) {
      await login.prompting()
      await login.pass(5000)
      login.shown('awaitingUser')
      same(login.services.calls('requestDeviceAuthorization').length, 2, 'Codes')
      await login.pass(5000)
      same(login.shown('error').error.reason, 'expired', 'The reason')
    },
  },
  {
    name: 'start asks for what this one login needs',
    needs: ['request'],
    async run(login) {
      const request = { scope: 'openid calendar' }
      await login.happens(() => login.consumer().commands().start(request))
      login.shown('awaitingUser')
      same(login.services.calls('requestDeviceAuthorization')[0]?.input, request, 'The request')
    },
  },
  {
    name: 'an inspector sees the login, and no secret',
    script: { polls: ['granted'] },
    async run(login) {
      await login.unmount()
      const seen: string[] = []
      await login.mount({ inspect: (event) => void seen.push(JSON.stringify(event)) })
      await login.signedIn()
      check(
        seen.join().includes(login.services.calls('pollToken')[0]!.input.userCode),
        'The inspector saw no user code',
      )
      check(!/(device-code|access-token|refresh-token)-1/.test(seen.join()), 'The inspector saw a secret')
    },
  },
]
