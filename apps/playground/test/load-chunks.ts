import { createLab } from '../src/lab/lab.ts'
import { DEFAULT_SETTINGS } from '../src/settings/settings.ts'
import { TROUBLES } from '../src/troubles/all-troubles.ts'

/** Polls in real time. What a login loads on the way is there then: a clock that leaps would run into the time-out of loading it. */
export async function loadChunks(): Promise<void> {
  const lab = createLab(DEFAULT_SETTINGS, {})
  const services = lab.createServices('loader')
  const { signal } = new AbortController()
  const authorization = await services.requestDeviceAuthorization({}, { signal })
  await services.pollToken(authorization, { signal })
  // Node has more to load that says why a request has failed.
  lab.troubles.switchOn(TROUBLES.find(({ name }) => name === 'reset')!)
  await services.pollToken(authorization, { signal }).catch(() => {})
  lab.close()
}
