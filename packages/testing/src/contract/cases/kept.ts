import { DeviceFlowError, type DeviceSession } from '@device-flow/machine'
import { tokenSet } from '../../services/builders.ts'
import { check, same } from '../check.ts'
import type { ContractCase } from '../contract-case.ts'
import type { ContractLogin } from '../contract-login.ts'

const kept: DeviceSession = {
  version: 1,
  type: 'signedIn',
  tokens: tokenSet({ accessToken: 'kept-token' }),
  refreshInFlight: false,
}

/** What the login's own fetch sends along. */
async function sentToken(login: ContractLogin): Promise<string> {
  const response = await login.consumer().commands().fetch('https://api.example.com/orders')
  return response.text()
}

/** For services that keep the session, as `withSession` makes them. */
export const keptCases: readonly ContractCase[] = [
  {
    name: 'a login begins with what its services keep, and shows that this is being read',
    needs: ['keep'],
    script: { restores: [{ after: 1000, do: kept }] },
    async run(login) {
      same(login.shown('idle').restoring, true, 'Restoring')
      await login.pass(1000)
      login.shown('authorized')
      same(await sentToken(login), 'kept-token', 'The token that is sent along')
      same(login.services.session?.restores, 1, 'Times that it was read')
    },
  },
  {
    name: 'start while what is kept is being read begins when nothing is found',
    needs: ['keep'],
    script: { restores: [{ after: 1000, do: 'nothing' }] },
    async run(login) {
      await login.send('start')
      same(login.shown('idle').restoring, true, 'Restoring')
      await login.pass(1000)
      login.shown('awaitingUser')
      same(login.services.calls('requestDeviceAuthorization').length, 1, 'Device authorization requests')
    },
  },
  {
    name: 'unmounting while what is kept is being read ends that, and listens to nothing any more',
    needs: ['keep'],
    script: { restores: ['hang'] },
    async run(login) {
      same(login.services.session?.watchers, 1, 'Those who listen while mounted')
      await login.unmount()
      same(login.services.session?.watchers, 0, 'Those who listen when unmounted')
      await login.isAtRest()
    },
  },
  {
    name: 'cancel has the kept login forgotten',
    needs: ['keep'],
    script: { restores: [] },
    async run(login) {
      await login.prompting()
      await login.send('cancel')
      same(login.services.session?.forgotten.length, 1, 'Logins forgotten')
    },
  },
  {
    name: 'who signs in in another tab is signed in here, and who signs out there is signed out here',
    needs: ['keep'],
    script: { restores: [] },
    async run(login) {
      await login.prompting()
      const keeper = login.services.session
      await login.happens(() => keeper?.notify({ type: 'sessionChanged', session: kept }))
      login.shown('authorized')
      const error = new DeviceFlowError('signedOut', 'Signed out elsewhere.', { endedBy: 'elsewhere' })
      await login.happens(() => keeper?.notify({ type: 'sessionEnded', error }))
      same(login.shown('error').error.endedBy, 'elsewhere', 'Who ended it')
      same(login.services.revoked.length, 0, 'Revoked here')
    },
  },
  {
    name: 'tokens that could not be kept are shown as such, until they are (R8)',
    needs: ['keep'],
    script: { restores: [], polls: [{ granted: {}, unsaved: true }] },
    async run(login) {
      await login.signedIn()
      same(login.shown('authorized').unsaved, true, 'Unsaved')
      await login.happens(() => login.services.session?.notify({ type: 'sessionSaved' }))
      same(login.shown('authorized').unsaved, false, 'Unsaved')
    },
  },
  {
    name: 'a kept session that cannot be read is shown with its reason, and read again by retry',
    needs: ['keep', 'retry'],
    script: { restores: [{ error: 'storage' }, kept] },
    async run(login) {
      await login.pass(0)
      const { error, canResume } = login.shown('error')
      same([error.reason, canResume], ['storage', false], 'The error')
      await login.send('retry')
      login.shown('authorized')
    },
  },
  {
    name: 'the fetch of a login whose services keep nothing says what to do',
    needs: ['commands'],
    async run(login) {
      const { fetch } = login.consumer().commands()
      const failure: unknown = await fetch('https://api.example.com/orders').catch((error: unknown) => error)
      check(
        failure instanceof DeviceFlowError && failure.message.includes('withSession'),
        `It says: ${String(failure)}`,
      )
    },
  },
]
