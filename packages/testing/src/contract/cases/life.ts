import { same } from '../check.ts'
import type { ContractCase } from '../contract-case.ts'

export const lifeCases: readonly ContractCase[] = [
  {
    name: 'unmounting while the code is shown cancels: no timer and no request is left (I1)',
    async run(login) {
      await login.prompting()
      await login.unmount()
      await login.isAtRest()
    },
  },
  {
    name: 'unmounting before there is a code aborts the request for it (I1)',
    script: { authorizations: ['hang'] },
    async run(login) {
      await login.send('start')
      await login.unmount()
      same(login.services.calls('requestDeviceAuthorization')[0]?.end, 'aborted', 'The request')
      await login.isAtRest()
    },
  },
  {
    name: 'unmounting during a poll has a grant that comes late revoked (E4, I1)',
    script: { polls: [{ after: 2000, do: 'granted' }] },
    async run(login) {
      await login.prompting()
      await login.pass(6000)
      await login.unmount()
      await login.pass(3000)
      same(login.services.revoked.length, 1, 'Revoked grants')
      await login.isAtRest()
    },
  },
  {
    name: 'unmounting while signed in ends the renewals and revokes nothing',
    needs: ['owned'],
    script: { polls: ['granted'] },
    async run(login) {
      await login.signedIn()
      await login.unmount()
      same(login.services.revoked.length, 0, 'Revoked')
      await login.isAtRest()
    },
  },
  {
    name: 'unmounting waits for a refresh under way, which brings the only token that still works (F1)',
    needs: ['owned'],
    script: { polls: ['granted'], refreshes: [{ after: 1000, do: 'refreshed' }] },
    async run(login) {
      await login.signedIn()
      await login.send('refresh')
      const { getAccessToken } = login.consumer().commands()
      await login.unmount()
      await login.pass(1000)
      same(await getAccessToken(), 'access-token-2', 'The access token that is left')
      await login.isAtRest()
    },
  },
  {
    name: 'what was unmounted is not drawn any more, also when its login has a refresh to end',
    needs: ['owned'],
    script: { polls: ['granted'], refreshes: [{ after: 1000, do: 'refreshed' }] },
    async run(login) {
      await login.signedIn()
      await login.send('refresh')
      const gone = login.consumer()
      const draws = gone.draws()
      await login.unmount()
      await login.pass(1000)
      same(gone.draws(), draws, 'Draws')
    },
  },
  {
    name: 'fifty mounts and unmounts leave no timer and no request',
    async run(login) {
      await login.unmount()
      for (let time = 0; time < 50; time++) {
        await login.mount()
        await login.prompting()
        await login.pass(5100)
        await login.unmount()
      }
      same(login.services.calls('requestDeviceAuthorization').length, 50, 'Device authorization requests')
      same(login.polls(), 50, 'Polls')
      await login.isAtRest()
    },
  },
  {
    name: 'two consumers share one login: one starts it, both show it, the other one signs out (I7)',
    needs: ['share'],
    consumers: 2,
    script: { polls: ['granted'] },
    async run(login) {
      await login.send('start')
      same(login.shown('awaitingUser', 1).userCode, login.shown('awaitingUser', 0).userCode, 'The code')
      await login.pass(5000)
      login.shown('authorized', 0)
      login.shown('authorized', 1)
      same(login.services.calls('requestDeviceAuthorization').length, 1, 'Device authorization requests')
      same(login.polls(), 1, 'Polls')
      await login.send('signOut', 1)
      login.shown('idle', 0)
      login.shown('idle', 1)
    },
  },
]
