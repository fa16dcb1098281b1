import { check, same } from '../check.ts'
import type { ContractCase } from '../contract-case.ts'
import type { ContractLogin } from '../contract-login.ts'

const offline = { fault: 'offline' } as const

function neverEarly(login: ContractLogin): void {
  for (const { wall, monotonic } of login.services.gaps('pollToken'))
    check(wall >= 5000 && monotonic >= 5000, `A poll came ${wall} ms after the response before`)
  same(login.services.maxInFlight('pollToken'), 1, 'Polls in flight at once')
}

export const waitingCases: readonly ContractCase[] = [
  {
    name: 'twelve polls change nothing on the screen (I5), and keep the interval',
    async run(login) {
      await login.prompting()
      const [view, draws] = [login.view(), login.consumer().draws()]
      await login.pass(60_000)
      same(login.polls(), 12, 'Polls')
      same(login.consumer().draws(), draws, 'Draws')
      same(login.view(), view, 'The view')
      neverEarly(login)
    },
  },
  {
    name: 'slow_down slows all later polls down (B2), and is not shown',
    script: { polls: ['slowDown', 'pending', 'pending'] },
    async run(login) {
      await login.prompting()
      const draws = login.consumer().draws()
      await login.pass(25_000)
      same(login.polls(), 3, 'Polls within 25 s')
      same(login.consumer().draws(), draws, 'Draws')
    },
  },
  {
    name: 'a blip is shown while it lasts, and the login succeeds afterwards (D1)',
    script: { polls: [{ fault: 'serverError' }, 'pending', 'granted'] },
    async run(login) {
      await login.prompting()
      await login.pass(5000)
      const { blips, lastBlip } = login.shown('awaitingUser')
      same([blips, lastBlip], [1, 'serverError'], 'The blip')
      await login.pass(10_000)
      same(login.shown('awaitingUser').blips, 0, 'Blips after a response')
      await login.pass(5000)
      login.shown('authorized')
    },
  },
  {
    name: 'a hint cuts back-off short: the poll goes out at once when it is legal (B9)',
    needs: ['hint'],
    script: { polls: [offline, offline] },
    async run(login) {
      await login.backingOff()
      await login.pass(6000)
      same(login.polls(), 2, 'Polls before the hint')
      await login.send('hint')
      same(login.polls(), 3, 'Polls after the hint')
      neverEarly(login)
    },
  },
  {
    name: 'ten hints make one poll, and never an early one (B9)',
    needs: ['hint'],
    script: { polls: [offline, offline] },
    async run(login) {
      await login.backingOff()
      for (let time = 0; time < 10; time++) await login.send('hint')
      await login.pass(4999)
      same(login.polls(), 2, 'Polls before one is legal')
      await login.pass(1)
      same(login.polls(), 3, 'Polls once one is legal')
      await login.pass(4999)
      same(login.polls(), 3, 'Polls within the next interval')
      neverEarly(login)
    },
  },
]
