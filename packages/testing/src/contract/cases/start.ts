import { check, same } from '../check.ts'
import type { ContractCase } from '../contract-case.ts'

function functionsOf(commands: object): Map<string, unknown> {
  return new Map(Object.entries(commands).filter(([, value]) => typeof value === 'function'))
}

export const startCases: readonly ContractCase[] = [
  {
    name: 'nothing is asked for and no timer runs before someone wants to sign in (RFC 8628 §3.1)',
    async run(login) {
      login.shown('idle')
      await login.isAtRest()
    },
  },
  {
    name: 'start asks for one code, however often it is pressed (I1)',
    async run(login) {
      for (let press = 0; press < 10; press++) await login.send('start')
      await login.pass(1000)
      same(login.services.calls('requestDeviceAuthorization').length, 1, 'Device authorization requests')
    },
  },
  {
    name: 'the code and where to type it are shown as the server gave them, and no secret beside them',
    script: { authorizations: [{ ok: { userCode: 'wdjb mjht', deviceCode: 'device-code-canary' } }] },
    async run(login) {
      await login.send('start')
      const view = login.shown('awaitingUser')
      same(view.userCode, 'wdjb mjht', 'The user code')
      same(view.verificationUri, 'https://id.example.com/activate', 'The verification URI')
      same(view.expiresAt, login.clock.now() + 900_000, 'The expiry')
      check(!JSON.stringify(view).includes('device-code-canary'), 'The view holds the device code')
    },
  },
  {
    name: 'a request that finds no server is shown as a blip, and made again',
    script: { authorizations: [{ fault: 'offline' }, 'ok'] },
    async run(login) {
      await login.send('start')
      same(login.shown('requesting').blips, 1, 'Blips')
      await login.pass(1000)
      login.shown('awaitingUser')
    },
  },
  {
    name: 'the commands stay the same functions all the way',
    script: { polls: ['pending', 'granted'] },
    async run(login) {
      const before = functionsOf(login.consumer().commands())
      await login.send('start')
      await login.pass(10_000)
      login.shown('authorized')
      const after = functionsOf(login.consumer().commands())
      check(before.size > 0, 'There are no commands')
      for (const [name, command] of before)
        check(after.get(name) === command, `${name} is another function than before`)
    },
  },
]
