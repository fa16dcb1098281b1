import type { Settings } from './settings.ts'
import { DEFAULT_SETTINGS } from './settings.ts'

/** The settings without what the chosen server has no use for: an address of another server is neither kept nor shared. */
export function relevantSettings(settings: Settings): Settings {
  const { server, provider, place, issuer, relay } = settings
  const isElsewhere = server === 'provider' || server === 'issuer'
  const givenPlace = Object.fromEntries(Object.entries(place).filter(([, part]) => part))
  return {
    ...settings,
    provider: server === 'provider' ? provider : DEFAULT_SETTINGS.provider,
    place: server === 'provider' ? givenPlace : DEFAULT_SETTINGS.place,
    issuer: server === 'issuer' ? issuer : DEFAULT_SETTINGS.issuer,
    relay: isElsewhere && relay,
  }
}
