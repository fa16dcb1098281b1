import { tokenSet } from '../../services/builders.ts'
import { virtualEpoch } from '../../time/virtual-clock.ts'
import { check, same } from '../check.ts'
import type { ContractCase } from '../contract-case.ts'

const HOUR_MS = 3_600_000

const startingAtOnce: Pick<ContractCase, 'onMount' | 'script' | 'run'> = {
  onMount: ({ start }) => start(),
  script: { authorizations: [{ after: 1000, do: 'ok' }] },
  async run(login) {
    // No response has come yet: a subscription that comes too late would not be notified of anything.
    login.shown('requesting')
    await login.pass(1000)
    login.shown('awaitingUser')
    same(login.services.calls('requestDeviceAuthorization').length, 1, 'Device authorization requests')
  },
}

export const mountCases: readonly ContractCase[] = [
  {
    name: 'a login that starts in the turn of its mount is shown at once, and asks for one code (I1)',
    ...startingAtOnce,
  },
  {
    name: 'a login that each of its consumers starts in the turn of its mount asks for one code (I1, I7)',
    needs: ['share'],
    consumers: 2,
    ...startingAtOnce,
  },
  {
    name: 'a session whose refresh is due at the mount is renewed once: a strict server would end it at the second (F1)',
    needs: ['restore'],
    session: {
      version: 1,
      type: 'signedIn',
      tokens: tokenSet({ accessToken: 'kept-token', receivedAt: virtualEpoch - HOUR_MS }),
      refreshInFlight: false,
    },
    script: { refreshes: [{ after: 1000, do: 'refreshed' }] },
    async run(login) {
      await login.pass(1000)
      same(login.services.calls('refreshTokens').length, 1, 'Refreshes')
      same(await login.consumer().commands().getAccessToken(), 'access-token-1', 'The access token')
    },
  },
  {
    name: 'a consumer that is drawn anew for other reasons gets the very same login, and restarts nothing (I2)',
    needs: ['redraw'],
    async run(login) {
      await login.prompting()
      const consumer = login.consumer()
      const [flow, draws] = [consumer.commands(), consumer.draws()]
      await login.redraw()
      check(consumer.draws() > draws, 'It was not drawn anew')
      check(consumer.commands() === flow, 'It got another object, though nothing looks different')
      await login.pass(5000)
      same(login.polls(), 1, 'Polls')
      same(login.services.calls('requestDeviceAuthorization').length, 1, 'Device authorization requests')
    },
  },
]
